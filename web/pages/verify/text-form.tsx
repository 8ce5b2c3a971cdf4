import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { textFingerprint } from "../../../server/domain/fingerprint.ts";

interface Props {
  onText: (text: string, fingerprint: string) => void;
}

/** Checks a text that has no file: it is fingerprinted as the ledger fingerprints texts. */
export function TextForm({ onText }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const [isBroken, setIsBroken] = useState(false);

  function submit(event: FormEvent): void {
    event.preventDefault();
    const isWellFormed = text.isWellFormed();
    setIsBroken(!isWellFormed);
    if (text !== "" && isWellFormed) onText(text, textFingerprint(text));
  }

  return (
    <form className="card" onSubmit={submit}>
      <h2>
        <label htmlFor="text">{t("verify.text")}</label>
      </h2>
      <textarea
        id="text"
        rows={4}
        value={text}
        spellCheck={false}
        aria-describedby="text-hint"
        aria-invalid={isBroken}
        onChange={(event) => setText(event.target.value)}
      />
      <p id="text-hint" className="explanation">
        {isBroken ? t("verify.textBroken") : t("verify.textHint")}
      </p>
      <button type="submit" className="button" disabled={text === ""}>
        {t("verify.textSubmit")}
      </button>
    </form>
  );
}
