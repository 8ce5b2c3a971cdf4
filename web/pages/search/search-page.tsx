import { useTranslation } from "react-i18next";
import { useLocation, useSearchParams } from "react-router";
import { PageHeading } from "../../components/page-heading.tsx";
import { SearchForm } from "./search-form.tsx";
import { SearchResults } from "./search-results.tsx";
import { readWorkQuery, type WorkQuery, writeWorkQuery } from "./work-query.ts";
import "./search.css";

/** Search over all works; the address holds the search, so it can be kept, sent and gone back to. */
export function SearchPage() {
  const { t } = useTranslation();
  const { key } = useLocation();
  const [parameters, setParameters] = useSearchParams();
  const query = readWorkQuery(parameters);

  function search(next: WorkQuery): void {
    setParameters(writeWorkQuery(next), { preventScrollReset: true });
  }

  return (
    <div className="page search-page">
      <PageHeading
        title={query.query === "" ? t("search.title") : t("search.titleFor", { query: query.query })}
      >
        {t("search.title")}
      </PageHeading>
      <p className="lead">{t("search.lead")}</p>
      <SearchForm query={query} onSearch={search} />
      <SearchResults key={key} query={query} />
    </div>
  );
}
