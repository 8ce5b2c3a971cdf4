import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { formatOfFile } from "../../../server/catalogue/formats.ts";
import { apiUrl } from "../../api.ts";
import type { Network } from "../../api-types.ts";
import { FailureNotice } from "../../components/failure-notice.tsx";
import { PageHeading } from "../../components/page-heading.tsx";
import { useResource } from "../../hooks/use-resource.ts";
import { useLanguage } from "../../i18n.ts";
import { languageOptions, legalClassOptions, type Option, tradeClassOptions } from "../../names.ts";
import { useSigners } from "../../signing/use-signers.ts";
import { AccountChoice } from "./account-choice.tsx";
import { SendingView } from "./sending-view.tsx";
import { useSending } from "./use-sending.ts";
import "./catalogues.css";

/** A catalogue from a file: choose it, say for whom, send its records. */
export function CataloguesPage() {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const network = useResource<Network>(apiUrl("/network"));
  const signers = useSigners(network.state === "ready" ? network.value : null);
  const { sending, start, stop } = useSending();
  const [file, setFile] = useState<File | null>(null);
  const [account, setAccount] = useState("");
  const [defaults, setDefaults] = useState({ legalClass: "written", tradeClass: "X99", language: "" });

  const publisher = signers.signers.find(({ name }) => name === "publisher") ?? signers.signers[0];
  const registrant = account === "" ? (publisher?.address ?? "") : account;
  const isUnknown = file !== null && formatOfFile(file.name) === undefined;

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (file === null || isUnknown || registrant === "") return;
    start(file, registrant, defaults);
  }

  const choose = (name: keyof typeof defaults) => (value: string) =>
    setDefaults({ ...defaults, [name]: value });
  return (
    <div className="page catalogues-page">
      <PageHeading>{t("catalogue.title")}</PageHeading>
      <p className="lead">{t("catalogue.lead")}</p>
      {network.state === "failed" && <FailureNotice failure={network.failure} retry={network.retry} />}
      {sending !== null && <SendingView sending={sending} stop={stop} />}
      {(sending === null || sending.phase === "failed" || sending.phase === "unreadable") && (
        <form className="card" onSubmit={submit}>
          <div className="field">
            <label htmlFor="catalogue-file">{t("catalogue.file")}</label>
            <input
              id="catalogue-file"
              type="file"
              accept=".xml,.onix,.csv,.tsv,.ndjson,.jsonl,.gz"
              aria-describedby="catalogue-formats"
              aria-invalid={isUnknown}
              onChange={(event) => setFile(event.target.files?.[0] ?? null)}
            />
            <p id="catalogue-formats" className="explanation">
              {t("catalogue.formats")}
            </p>
            {isUnknown && (
              <p className="field__error" role="alert">
                {t("catalogue.unknownFormat")}
              </p>
            )}
          </div>
          <AccountChoice signers={signers} value={registrant} onChange={setAccount} />
          <fieldset className="catalogues-page__defaults">
            <legend>{t("catalogue.defaults")}</legend>
            <Choice
              id="legal-class"
              label={t("fact.legalClass")}
              value={defaults.legalClass}
              options={legalClassOptions(language)}
              onChange={choose("legalClass")}
            />
            <Choice
              id="trade-class"
              label={t("fact.tradeClass")}
              value={defaults.tradeClass}
              options={tradeClassOptions(language)}
              onChange={choose("tradeClass")}
            />
            <Choice
              id="language"
              label={t("fact.language")}
              value={defaults.language}
              options={[{ value: "", name: t("catalogue.noLanguage") }, ...languageOptions(language)]}
              onChange={choose("language")}
            />
          </fieldset>
          <button
            type="submit"
            className="button button--primary"
            disabled={file === null || isUnknown || registrant === ""}
          >
            {t("catalogue.submit")}
          </button>
        </form>
      )}
    </div>
  );
}

interface ChoiceProps {
  id: string;
  label: string;
  value: string;
  options: Option[];
  onChange: (value: string) => void;
}

function Choice({ id, label, value, options, onChange }: ChoiceProps) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.name}
          </option>
        ))}
      </select>
    </div>
  );
}
