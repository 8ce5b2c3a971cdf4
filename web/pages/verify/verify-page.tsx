import { useTranslation } from "react-i18next";
import { PageHeading } from "../../components/page-heading.tsx";
import { CheckList } from "./check-list.tsx";
import { DropZone } from "./drop-zone.tsx";
import { FingerprintForm } from "./fingerprint-form.tsx";
import { TextForm } from "./text-form.tsx";
import { useChecks } from "./use-checks.ts";
import "./verify.css";

/** Is this file registered, by whom, since when? Answered from the fingerprint alone. */
export function VerifyPage() {
  const { t } = useTranslation();
  const { checks, checkFiles, checkText, checkFingerprint, askAgain, clear } = useChecks();
  return (
    <div className="page verify-page">
      <PageHeading>{t("verify.title")}</PageHeading>
      <p className="lead">{t("verify.lead")}</p>
      <DropZone onFiles={checkFiles} />
      <CheckList checks={checks} askAgain={askAgain} clear={clear} />
      <div className="verify-page__others">
        <TextForm onText={checkText} />
        <FingerprintForm onFingerprint={checkFingerprint} />
      </div>
    </div>
  );
}
