import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { asFingerprint } from "../../fingerprint.ts";

interface Props {
  onFingerprint: (fingerprint: string) => void;
}

/** Checks a SHA-256 that another tool has computed. */
export function FingerprintForm({ onFingerprint }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const [isWrong, setIsWrong] = useState(false);

  function submit(event: FormEvent): void {
    event.preventDefault();
    const fingerprint = asFingerprint(text);
    setIsWrong(fingerprint === null);
    if (fingerprint !== null) onFingerprint(fingerprint);
  }

  return (
    <form className="card" onSubmit={submit}>
      <h2>
        <label htmlFor="fingerprint">{t("verify.fingerprint")}</label>
      </h2>
      <input
        id="fingerprint"
        value={text}
        placeholder="0x…"
        autoComplete="off"
        spellCheck={false}
        aria-invalid={isWrong}
        aria-describedby="fingerprint-hint"
        onChange={(event) => setText(event.target.value)}
      />
      <p id="fingerprint-hint" className={isWrong ? "field__error" : "explanation"}>
        {isWrong ? t("verify.fingerprintWrong") : t("verify.fingerprintHint")}
      </p>
      <button type="submit" className="button" disabled={text === ""}>
        {t("verify.fingerprintSubmit")}
      </button>
    </form>
  );
}
