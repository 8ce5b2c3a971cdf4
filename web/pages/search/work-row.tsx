import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Work } from "../../api-types.ts";
import { WorkBadges } from "../../components/badge.tsx";
import { Creators } from "../../components/creators.tsx";
import { Highlight } from "../../components/highlight.tsx";
import { WorkTitle } from "../../components/work-title.tsx";
import { formatDay, shortHex } from "../../format.ts";
import type { Marker } from "../../highlight.ts";
import { useLanguage } from "../../i18n.ts";
import { legalClassName } from "../../names.ts";

/** One work in a list: what identifies it and what would stop a deal, at a glance. */
export function WorkRow({ work, mark }: { work: Work; mark: Marker }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  return (
    <article className="work-row">
      <h3 className="work-row__title">
        <Link to={`/works/${work.workId}`}>
          <WorkTitle work={work} mark={mark} />
        </Link>
        <WorkBadges work={work} />
      </h3>
      {work.originalTitle !== null && work.originalTitle !== work.title && (
        <p className="work-row__original">
          <span className="muted">{t("fact.originalTitle")} </span>
          <Highlight text={work.originalTitle} mark={mark} />
        </p>
      )}
      <p className="work-row__creators">
        <Creators creators={work.creators} mark={mark} />
      </p>
      <dl className="work-row__facts">
        <div>
          <dt>{t("fact.legalClass")}</dt>
          <dd>{legalClassName(work.legalClass, language)}</dd>
        </div>
        <div>
          <dt>{t("fact.holder")}</dt>
          <dd>
            <Link to={`/?holder=${work.holder}`} title={work.holder}>
              <code>{shortHex(work.holder)}</code>
            </Link>
          </dd>
        </div>
        <div>
          <dt>{t("fact.protectedUntil")}</dt>
          <dd>
            {work.protectedUntil === null ? t("protection.open") : formatDay(work.protectedUntil, language)}
          </dd>
        </div>
      </dl>
    </article>
  );
}
