import { useTranslation } from "react-i18next";
import type { ApiFailure } from "../api.ts";

/**
 * Says what went wrong and what to do. The server's own words help where the request was at fault; the trace id
 * is for support.
 */
export function FailureNotice({ failure, retry }: { failure: ApiFailure; retry?: () => void }) {
  const { t } = useTranslation();
  const { problem } = failure;
  return (
    <div className="notice notice--failure" role="alert">
      <p>{t(`failure.${failure.kind}`)}</p>
      {failure.kind === "invalid" && problem?.detail && (
        <p className="muted" lang="en">
          {problem.detail}
        </p>
      )}
      {problem?.traceId && <p className="muted">{t("failure.trace", { traceId: problem.traceId })}</p>}
      {retry && (
        <button type="button" className="button" onClick={retry}>
          {t("failure.retry")}
        </button>
      )}
    </div>
  );
}
