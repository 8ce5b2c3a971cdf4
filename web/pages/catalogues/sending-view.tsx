import { useTranslation } from "react-i18next";
import { FailureNotice } from "../../components/failure-notice.tsx";
import { formatBytes } from "../../format.ts";
import { useLanguage } from "../../i18n.ts";
import { useAnnouncement } from "../../layout/announcer.tsx";
import { useCatalogue } from "./use-catalogue.ts";
import type { Sending } from "./use-sending.ts";

/** A file on its way: read on this device, then sent, record by record. */
export function SendingView({ sending, stop }: { sending: Sending; stop: () => void }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const catalogue = useCatalogue(sending.phase === "sending" ? sending.catalogueId : null);
  const isUnderWay = sending.phase === "reading" || sending.phase === "sending";
  useAnnouncement(isUnderWay ? t(`catalogue.${sending.phase}`) : null);
  return (
    <section aria-labelledby="sending" className="card">
      <h2 id="sending">
        {sending.name} <span className="muted">{formatBytes(sending.size, language)}</span>
      </h2>
      {sending.phase === "reading" && (
        <>
          <progress
            aria-label={t("catalogue.reading")}
            value={sending.read}
            max={Math.max(1, sending.size)}
          />
          <p className="muted">{t("catalogue.reading")}</p>
        </>
      )}
      {sending.phase === "sending" && (
        <>
          <progress aria-label={t("catalogue.sending")} />
          <p className="muted">{t("catalogue.received", { count: catalogue?.received ?? 0 })}</p>
        </>
      )}
      {sending.phase === "unreadable" && (
        <p className="notice notice--failure" role="alert">
          {t("catalogue.unreadable")}
        </p>
      )}
      {sending.phase === "failed" && <FailureNotice failure={sending.failure} />}
      {isUnderWay && (
        <button type="button" className="button" onClick={stop}>
          {t("catalogue.stop")}
        </button>
      )}
    </section>
  );
}
