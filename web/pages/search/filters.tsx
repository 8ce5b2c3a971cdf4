import { useTranslation } from "react-i18next";
import { useLanguage } from "../../i18n.ts";
import { languageOptions, legalClassOptions, type Option, tradeClassOptions } from "../../names.ts";
import type { FilterName, WorkQuery } from "./work-query.ts";

interface Props {
  query: WorkQuery;
  holder: string;
  isHolderWrong: boolean;
  onHolder: (holder: string) => void;
  onChoose: (name: FilterName, value: string) => void;
}

export function Filters({ query, holder, isHolderWrong, onHolder, onChoose }: Props) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const choose = (name: FilterName) => (value: string) => onChoose(name, value);
  const statuses: Option[] = [
    { value: "registered", name: t("status.registered") },
    { value: "revoked", name: t("status.revoked") },
  ];
  return (
    <>
      <Choice
        name="legalClass"
        label={t("fact.legalClass")}
        value={query.legalClass}
        options={legalClassOptions(language)}
        onChange={choose("legalClass")}
      />
      <Choice
        name="tradeClass"
        label={t("fact.tradeClass")}
        value={query.tradeClass}
        options={tradeClassOptions(language)}
        onChange={choose("tradeClass")}
      />
      <Choice
        name="language"
        label={t("fact.language")}
        value={query.language}
        options={languageOptions(language)}
        onChange={choose("language")}
      />
      <Choice
        name="status"
        label={t("fact.status")}
        value={query.status}
        options={statuses}
        onChange={choose("status")}
      />
      <div className="field field--wide">
        <label htmlFor="filter-holder">{t("fact.holder")}</label>
        <input
          id="filter-holder"
          value={holder}
          placeholder="0x…"
          autoComplete="off"
          spellCheck={false}
          aria-invalid={isHolderWrong}
          aria-describedby={isHolderWrong ? "filter-holder-wrong" : undefined}
          onChange={(event) => onHolder(event.target.value)}
        />
        {isHolderWrong && (
          <p id="filter-holder-wrong" className="field__error">
            {t("filter.holderWrong")}
          </p>
        )}
      </div>
    </>
  );
}

interface ChoiceProps {
  name: FilterName;
  label: string;
  value: string;
  options: Option[];
  onChange: (value: string) => void;
}

function Choice({ name, label, value, options, onChange }: ChoiceProps) {
  const { t } = useTranslation();
  const isListed = value === "" || options.some((option) => option.value === value);
  return (
    <div className="field">
      <label htmlFor={`filter-${name}`}>{label}</label>
      <select id={`filter-${name}`} value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{t("filter.any")}</option>
        {/* A value that came with the address is shown, even one the tables do not know. */}
        {!isListed && <option value={value}>{value}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.name}
          </option>
        ))}
      </select>
    </div>
  );
}
