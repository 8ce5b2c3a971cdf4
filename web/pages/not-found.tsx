import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { PageHeading } from "../components/page-heading.tsx";

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <div className="page page--narrow">
      <PageHeading>{t("notFound.title")}</PageHeading>
      <p>{t("notFound.text")}</p>
      <p>
        <Link className="button" to="/">
          {t("notFound.home")}
        </Link>
      </p>
    </div>
  );
}
