import { useTranslation } from "react-i18next";
import type { HistoryEntry } from "../../api-types.ts";
import { Fact, Facts } from "../../components/facts.tsx";
import { Hex } from "../../components/hex.tsx";
import { Instant } from "../../components/instant.tsx";
import { useOpenName } from "../../i18n.ts";
import { HistoryValue } from "./history-value.tsx";

/** What happened to the work on the ledger, in the order it happened. */
export function History({ entries }: { entries: HistoryEntry[] }) {
  const { t } = useTranslation();
  return (
    <section aria-labelledby="history" className="card">
      <h2 id="history">{t("work.history")}</h2>
      {entries.length === 0 && <p className="muted">{t("work.noHistory")}</p>}
      <ol className="timeline">
        {entries.map((entry) => (
          <li key={`${entry.block} ${entry.logIndex}`}>
            <Entry entry={entry} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Entry({ entry }: { entry: HistoryEntry }) {
  const { t } = useTranslation();
  const openName = useOpenName();
  return (
    <>
      <h3 className="timeline__kind">{openName("historyKind", entry.kind)}</h3>
      <p className="timeline__when">
        <Instant at={entry.at} />
        <span className="muted">{t("history.block", { block: entry.block })}</span>
      </p>
      <details>
        <summary>{t("history.details")}</summary>
        <Facts>
          <Fact name={t("history.transaction")}>
            <Hex value={entry.transaction} label={t("history.transaction")} />
          </Fact>
          {Object.entries(entry.data).map(([name, value]) => (
            <Fact key={name} name={openName("historyData", name)}>
              <HistoryValue name={name} value={value} />
            </Fact>
          ))}
        </Facts>
      </details>
    </>
  );
}
