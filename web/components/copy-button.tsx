import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

/** How long "copied" stays, in milliseconds. */
const confirmation = 2_000;

export function CopyButton({ value, label }: { value: string; label: string }) {
  const { t } = useTranslation();
  const [isCopied, setIsCopied] = useState(false);

  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setIsCopied(false), confirmation);
    return () => clearTimeout(timer);
  }, [isCopied]);

  // Browsers give a page the clipboard only over https or on the local machine.
  if (!navigator.clipboard) return null;
  return (
    <>
      <button
        type="button"
        className="copy"
        aria-label={t("copy.label", { what: label })}
        onClick={() => navigator.clipboard.writeText(value).then(() => setIsCopied(true))}
      >
        {isCopied ? t("copy.done") : t("copy.action")}
      </button>
      <span className="visually-hidden" aria-live="polite">
        {isCopied ? t("copy.done") : ""}
      </span>
    </>
  );
}
