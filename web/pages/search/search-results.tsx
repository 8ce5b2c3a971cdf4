import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Work } from "../../api-types.ts";
import { CursorListView } from "../../components/cursor-list-view.tsx";
import { asFingerprint } from "../../fingerprint.ts";
import { useCursorList } from "../../hooks/use-cursor-list.ts";
import { useMarker } from "../../hooks/use-marker.ts";
import { countFilters, onixUrl, type WorkQuery, wordsOnlyAddress, worksUrl } from "./work-query.ts";
import { WorkRow } from "./work-row.tsx";

export function SearchResults({ query }: { query: WorkQuery }) {
  const { t } = useTranslation();
  const list = useCursorList<Work>(worksUrl(query));
  const mark = useMarker(query.query);
  const workId = asFingerprint(query.query);
  const isRestricted = query.query !== "" || countFilters(query) > 0;
  return (
    <section aria-labelledby="results">
      <h2 id="results" className="section-heading">
        {isRestricted ? t("search.results") : t("search.all")}
      </h2>
      {workId !== null && (
        <p className="notice">
          {t("search.isFingerprint")} <Link to={`/works/${workId}`}>{t("search.openFingerprint")}</Link>
        </p>
      )}
      <CursorListView list={list} itemKey={(work) => work.workId} empty={<Empty query={query} />}>
        {(work) => <WorkRow work={work} mark={mark} />}
      </CursorListView>
      {list.items.length > 0 && (
        <p>
          <a href={onixUrl(query)} download>
            {t("search.downloadOnix")}
          </a>
        </p>
      )}
    </section>
  );
}

function Empty({ query }: { query: WorkQuery }) {
  const { t } = useTranslation();
  const hasFilters = countFilters(query) > 0;
  if (query.query === "" && !hasFilters) return <p>{t("search.emptyLedger")}</p>;
  return (
    <>
      <p>{query.query === "" ? t("search.emptyFilters") : t("search.empty", { query: query.query })}</p>
      {hasFilters && (
        <p>
          <Link to={wordsOnlyAddress(query)}>{t("filter.clear")}</Link>
        </p>
      )}
      <p>
        {t("search.emptyVerify")} <Link to="/verify">{t("nav.verify")}</Link>
      </p>
    </>
  );
}
