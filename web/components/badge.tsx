import { useTranslation } from "react-i18next";
import { isExpired } from "../../server/domain/protection.ts";
import type { Work } from "../api-types.ts";

export type BadgeTone = "neutral" | "good" | "warning" | "danger";

export function Badge({ tone, children }: { tone: BadgeTone; children: string }) {
  return <span className={`badge badge--${tone}`}>{children}</span>;
}

const encumbranceTone = { pledged: "warning", disputed: "warning", frozen: "danger" } as const;

/** What a buyer or a bank must notice first: revoked, encumbered, protection over. Nothing for a clear title. */
export function WorkBadges({ work }: { work: Work }) {
  const { t } = useTranslation();
  const isOver = isExpired(work.protectedUntil, Date.now() / 1000);
  if (work.status === "registered" && work.encumbrances.length === 0 && !isOver) return null;
  return (
    <span className="badges">
      {work.status === "revoked" && <Badge tone="danger">{t("status.revoked")}</Badge>}
      {work.encumbrances.map((each) => (
        <Badge key={each} tone={encumbranceTone[each]}>
          {t(`encumbrance.${each}`)}
        </Badge>
      ))}
      {isOver && <Badge tone="neutral">{t("protection.over")}</Badge>}
    </span>
  );
}
