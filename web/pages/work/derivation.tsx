import { useTranslation } from "react-i18next";
import { WorkLinks } from "./work-links.tsx";

/** The works this one was made from, and those made from it. Nothing for a work that stands alone. */
export function Derivation({ derivedFrom, derivatives }: { derivedFrom: string[]; derivatives: string[] }) {
  const { t } = useTranslation();
  if (derivedFrom.length === 0 && derivatives.length === 0) return null;
  return (
    <section aria-labelledby="derivation" className="card">
      <h2 id="derivation">{t("work.derivation")}</h2>
      {derivedFrom.length > 0 && (
        <>
          <h3>{t("work.derivedFrom")}</h3>
          <p className="explanation">{t("work.derivedFromMeans")}</p>
          <WorkLinks workIds={derivedFrom} />
        </>
      )}
      {derivatives.length > 0 && (
        <>
          <h3>{t("work.derivatives")}</h3>
          <WorkLinks workIds={derivatives} />
        </>
      )}
    </section>
  );
}
