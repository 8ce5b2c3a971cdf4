import { useTranslation } from "react-i18next";
import { isExpired } from "../../../server/domain/protection.ts";
import { apiUrl } from "../../api.ts";
import type { Identifier, WorkDetail } from "../../api-types.ts";
import { Fact, Facts } from "../../components/facts.tsx";
import { Hex } from "../../components/hex.tsx";
import { Day, Instant } from "../../components/instant.tsx";
import { useLanguage } from "../../i18n.ts";
import {
  identifierSchemeName,
  languageName,
  legalClassArticle,
  legalClassName,
  tradeClassName,
} from "../../names.ts";

export function WorkFacts({ work }: { work: WorkDetail }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  return (
    <section aria-labelledby="facts" className="card">
      <h2 id="facts">{t("work.facts")}</h2>
      <Facts>
        <Fact name={t("fact.fingerprint")}>
          <Hex value={work.workId} label={t("fact.fingerprint")} />
          <p className="explanation">
            {t(fingerprintOf(work) === "record" ? "work.fingerprintOfRecord" : "work.fingerprintMeans")}
          </p>
        </Fact>
        <Fact name={t("fact.protectedUntil")}>
          <ProtectionEnd protectedUntil={work.protectedUntil} />
        </Fact>
        <Fact name={t("fact.legalClass")}>
          <LegalClass code={work.legalClass} />
        </Fact>
        <Fact name={t("fact.tradeClass")}>{tradeClassName(work.tradeClass, language)}</Fact>
        <Fact name={t("fact.genre")}>{work.genre}</Fact>
        <Fact name={t("fact.language")}>{work.language && languageName(work.language, language)}</Fact>
        <Fact name={t("fact.identifiers")}>
          {work.identifiers.length > 0 && <Identifiers identifiers={work.identifiers} />}
        </Fact>
        <Fact name={t("fact.status")}>{t(`status.${work.status}`)}</Fact>
        <Fact name={t("fact.registeredAt")}>
          <Instant at={work.registeredAt} />
        </Fact>
        <Fact name={t("fact.priorityAt")}>
          {work.priorityAt !== work.registeredAt && (
            <>
              <Instant at={work.priorityAt} />
              <p className="explanation">{t("work.priorityMeans")}</p>
            </>
          )}
        </Fact>
        <Fact name={t("fact.metadata")}>
          <Hex value={work.metadata.cid} label={t("fact.metadata")} />
          {work.metadataAvailable && (
            <p>
              <a href={apiUrl(`/works/${work.workId}/metadata`)}>{t("work.openMetadata")}</a>
            </p>
          )}
          <p>
            <a href={apiUrl(`/works/${work.workId}/onix`)} download>
              {t("work.downloadOnix")}
            </a>
          </p>
        </Fact>
      </Facts>
    </section>
  );
}

/** What was hashed, as the work's metadata document says. */
function fingerprintOf({ document }: WorkDetail): unknown {
  return (document as { fingerprintOf?: unknown } | null)?.fingerprintOf;
}

function LegalClass({ code }: { code: string }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const place = legalClassArticle(code);
  return (
    <>
      {legalClassName(code, language)}
      {place && (
        <p className="explanation">{place.item === null ? t("law.article", place) : t("law.item", place)}</p>
      )}
    </>
  );
}

function Identifiers({ identifiers }: { identifiers: Identifier[] }) {
  const { language } = useLanguage();
  return (
    <ul className="plain-list">
      {identifiers.map(({ scheme, value }) => (
        <li key={`${scheme} ${value}`}>
          <span className="muted">{identifierSchemeName(scheme, language)}</span> {value}
        </li>
      ))}
    </ul>
  );
}

/** The last protected day, or why there is none yet. */
function ProtectionEnd({ protectedUntil }: { protectedUntil: string | null }) {
  const { t } = useTranslation();
  if (protectedUntil === null) {
    return (
      <>
        {t("protection.open")}
        <p className="explanation">{t("protection.openMeans")}</p>
      </>
    );
  }
  const isOver = isExpired(protectedUntil, Date.now() / 1000);
  return (
    <>
      <Day day={protectedUntil} />
      <p className="explanation">{isOver ? t("protection.overMeans") : t("protection.untilMeans")}</p>
    </>
  );
}
