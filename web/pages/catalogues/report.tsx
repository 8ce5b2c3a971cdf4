import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { apiUrl } from "../../api.ts";
import type { Catalogue, CatalogueRecord } from "../../api-types.ts";
import { Badge } from "../../components/badge.tsx";
import { CursorListView } from "../../components/cursor-list-view.tsx";
import { shortHex } from "../../format.ts";
import { useCursorList } from "../../hooks/use-cursor-list.ts";

const outcomes = ["refused", "skipped", "taken", "pending"] as const;
const tone = { refused: "danger", skipped: "neutral", taken: "good", pending: "warning" } as const;

/** What became of each record and why, with the whole of it as a file. */
export function Report({ catalogue: { id, state, counts } }: { catalogue: Catalogue }) {
  const { t } = useTranslation();
  const [outcome, setOutcome] = useState("");
  const url = apiUrl(`/catalogues/${id}/records`, { outcome });
  return (
    <section aria-labelledby="report" className="card">
      <div className="section-bar">
        <h2 id="report">{t("catalogue.report")}</h2>
        <a className="button" href={apiUrl(`/catalogues/${id}/report.csv`)} download>
          {t("catalogue.download")}
        </a>
      </div>
      <div className="field">
        <label htmlFor="outcome">{t("catalogue.show")}</label>
        <select id="outcome" value={outcome} onChange={(event) => setOutcome(event.target.value)}>
          <option value="">{t("catalogue.allRecords")}</option>
          {outcomes.map((one) => (
            <option key={one} value={one}>
              {t(`outcome.${one}`)} ({counts[one]})
            </option>
          ))}
        </select>
      </div>
      {/* What the records say changes with the state: another list. */}
      <Records key={`${url} ${state}`} url={url} />
    </section>
  );
}

function Records({ url }: { url: string }) {
  const { t } = useTranslation();
  const list = useCursorList<CatalogueRecord>(url);
  return (
    <CursorListView list={list} itemKey={({ line }) => String(line)} empty={<p>{t("list.none")}</p>}>
      {(record) => <RecordRow record={record} />}
    </CursorListView>
  );
}

function RecordRow({ record: { line, ref, outcome, workId, reasons } }: { record: CatalogueRecord }) {
  const { t } = useTranslation();
  return (
    <article className="record">
      <h3 className="record__ref">
        {t("catalogue.record", { line })} <span className="record__name">{ref}</span>{" "}
        <Badge tone={tone[outcome]}>{t(`outcome.${outcome}`)}</Badge>
      </h3>
      {reasons.length > 0 && (
        <ul className="plain-list muted" lang="en">
          {reasons.map(({ code, message }) => (
            <li key={`${code} ${message}`}>{message}</li>
          ))}
        </ul>
      )}
      {workId !== null && outcome !== "refused" && outcome !== "pending" && (
        <p>
          <Link to={`/works/${workId}`}>{t("catalogue.openWork", { id: shortHex(workId) })}</Link>
        </p>
      )}
    </article>
  );
}
