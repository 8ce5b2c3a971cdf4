import { type FormEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Filters } from "./filters.tsx";
import { countFilters, isAccount, maxQueryLength, type WorkQuery, wordsOnlyAddress } from "./work-query.ts";

interface Props {
  query: WorkQuery;
  onSearch: (query: WorkQuery) => void;
}

/** The search box with its filters: words and holder wait for "search", a chosen filter applies at once. */
export function SearchForm({ query, onSearch }: Props) {
  const { t } = useTranslation();
  const [words, setWords] = useState(query.query);
  const [holder, setHolder] = useState(query.holder);
  const [isOpen, setIsOpen] = useState(false);
  const filterCount = countFilters(query);
  const isHolderWrong = holder.trim() !== "" && !isAccount(holder);

  // "Back", and links that set a filter, change the query from outside.
  useEffect(() => setWords(query.query), [query.query]);
  useEffect(() => setHolder(query.holder), [query.holder]);

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (isHolderWrong) document.getElementById("filter-holder")?.focus();
    else onSearch({ ...query, query: words, holder });
  }

  return (
    <search>
      <form className="search-form" onSubmit={submit} noValidate>
        <div className="search-form__bar">
          <label className="visually-hidden" htmlFor="query">
            {t("search.label")}
          </label>
          <input
            id="query"
            type="search"
            value={words}
            placeholder={t("search.placeholder")}
            autoComplete="off"
            maxLength={maxQueryLength}
            enterKeyHint="search"
            onChange={(event) => setWords(event.target.value)}
          />
          <button type="submit" className="button button--primary">
            {t("search.submit")}
          </button>
        </div>
        <button
          type="button"
          className="button search-form__toggle"
          aria-expanded={isOpen}
          aria-controls="filters"
          onClick={() => setIsOpen(!isOpen)}
        >
          {filterCount === 0 ? t("filter.show") : t("filter.showCount", { count: filterCount })}
        </button>
        <div id="filters" className={isOpen ? "filters filters--open" : "filters"}>
          <Filters
            query={query}
            holder={holder}
            isHolderWrong={isHolderWrong}
            onHolder={setHolder}
            onChoose={(name, value) => onSearch({ ...query, query: words, [name]: value })}
          />
          {filterCount > 0 && (
            <Link className="button filters__clear" to={wordsOnlyAddress(query)} preventScrollReset>
              {t("filter.clear")}
            </Link>
          )}
        </div>
      </form>
    </search>
  );
}
