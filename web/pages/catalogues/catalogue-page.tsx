import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { type ApiFailure, apiUrl, asFailure, sendJson } from "../../api.ts";
import type { Catalogue } from "../../api-types.ts";
import { Badge } from "../../components/badge.tsx";
import { Fact, Facts } from "../../components/facts.tsx";
import { FailureNotice } from "../../components/failure-notice.tsx";
import { Hex } from "../../components/hex.tsx";
import { Instant } from "../../components/instant.tsx";
import { PageHeading } from "../../components/page-heading.tsx";
import { useResource } from "../../hooks/use-resource.ts";
import { useAnnouncement } from "../../layout/announcer.tsx";
import { Report } from "./report.tsx";
import { Signing } from "./signing.tsx";
import { isEnded, useCatalogue } from "./use-catalogue.ts";
import "./catalogues.css";

/** One catalogue on its way: what is to be signed, how far it is, what became of each record. */
export function CataloguePage() {
  const { id = "" } = useParams();
  return <CatalogueById key={id} id={id} />;
}

function CatalogueById({ id }: { id: string }) {
  const { t } = useTranslation();
  const first = useResource<Catalogue>(apiUrl(`/catalogues/${encodeURIComponent(id)}`));
  const followed = useCatalogue(first.state === "ready" ? first.value.id : null);
  const catalogue = followed ?? (first.state === "ready" ? first.value : null);
  return (
    <div className="page catalogues-page">
      {catalogue === null && <PageHeading>{t("catalogue.one")}</PageHeading>}
      {first.state === "failed" && <FailureNotice failure={first.failure} retry={first.retry} />}
      {catalogue !== null && <CatalogueSheet catalogue={catalogue} />}
      <p>
        <Link to="/catalogues">{t("catalogue.another")}</Link>
      </p>
    </div>
  );
}

const tone = {
  receiving: "neutral",
  "awaiting-signature": "warning",
  registering: "neutral",
  done: "good",
  refused: "danger",
  cancelled: "neutral",
} as const;

function CatalogueSheet({ catalogue }: { catalogue: Catalogue }) {
  const { t } = useTranslation();
  const { id, name, state, counts, received, registrant, problem, createdAt } = catalogue;
  const settled = counts.taken + counts.skipped + counts.refused;
  useAnnouncement(t("catalogue.announced", { state: t(`catalogueState.${state}`), count: settled }));
  return (
    <>
      <PageHeading>{name}</PageHeading>
      <section aria-labelledby="progress" className="card">
        <h2 id="progress">
          {t("catalogue.progress")} <Badge tone={tone[state]}>{t(`catalogueState.${state}`)}</Badge>
        </h2>
        <p className="explanation">{t(`catalogueMeans.${state}`)}</p>
        {problem && (
          <p className="notice notice--failure" role="alert" lang="en">
            {problem.message}
          </p>
        )}
        {(state === "registering" || state === "done") && (
          <progress aria-label={t("catalogue.progress")} value={settled} max={Math.max(1, received)} />
        )}
        <Facts>
          <Fact name={t("catalogue.records")}>{received}</Fact>
          <Fact name={t("outcome.taken")}>{counts.taken}</Fact>
          <Fact name={t("outcome.skipped")}>{counts.skipped}</Fact>
          <Fact name={t("outcome.refused")}>{counts.refused}</Fact>
          <Fact name={t("outcome.pending")}>{counts.pending}</Fact>
          <Fact name={t("catalogue.account")}>
            <Hex value={registrant} label={t("catalogue.account")} />
          </Fact>
          <Fact name={t("catalogue.since")}>
            <Instant at={createdAt} />
          </Fact>
        </Facts>
        {!isEnded(catalogue) && <CancelButton id={id} />}
      </section>
      {(state === "awaiting-signature" || state === "registering") && <Signing catalogue={catalogue} />}
      {received > 0 && state !== "receiving" && <Report catalogue={catalogue} />}
    </>
  );
}

function CancelButton({ id }: { id: string }) {
  const { t } = useTranslation();
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const cancel = () =>
    sendJson("DELETE", apiUrl(`/catalogues/${id}`)).catch((error: unknown) => setFailure(asFailure(error)));
  return (
    <>
      <button type="button" className="button" onClick={cancel}>
        {t("catalogue.cancel")}
      </button>
      {failure && <FailureNotice failure={failure} />}
    </>
  );
}
