import { useTranslation } from "react-i18next";
import { PageHeading } from "../components/page-heading.tsx";

/** Shown when a page cannot be drawn: its chunk is missing after an upgrade, or it threw. */
export function PageFailure() {
  const { t } = useTranslation();
  return (
    <div className="page page--narrow">
      <PageHeading>{t("failure.page.title")}</PageHeading>
      <p>{t("failure.page.text")}</p>
      <p>
        <button type="button" className="button" onClick={() => window.location.reload()}>
          {t("failure.page.reload")}
        </button>
      </p>
    </div>
  );
}
