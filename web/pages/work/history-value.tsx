import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Day, Instant } from "../../components/instant.tsx";
import { useLanguage, useOpenName } from "../../i18n.ts";
import { legalClassName, tradeClassName } from "../../names.ts";

/**
 * A value of an event as a person reads it: codes by their names, unix seconds as times, fingerprints of sources
 * as links. Kinds of values that these pages do not know are shown as they came.
 */
export function HistoryValue({ name, value }: { name: string; value: unknown }): ReactNode {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const openName = useOpenName();
  if (Array.isArray(value)) {
    if (value.length === 0) return t("history.none");
    return (
      <ul className="plain-list">
        {value.map((item) => (
          <li key={plain(item)}>
            <HistoryValue name={name} value={item} />
          </li>
        ))}
      </ul>
    );
  }
  const text = plain(value);
  switch (name) {
    case "legalClass":
      return legalClassName(text, language);
    case "tradeClass":
      return tradeClassName(text, language);
    case "encumbrances":
      return openName("encumbrance", text);
    case "kind":
      return openName("attestationKind", text);
    case "protectedUntil":
      return value === null ? t("protection.open") : <Day day={text} />;
    case "priorityAt":
      return <Instant at={new Date(Number(value) * 1000).toISOString()} />;
    case "sources":
      return (
        <Link to={`/works/${text}`}>
          <code>{text}</code>
        </Link>
      );
    case "coOwners":
      return <CoOwner value={value} />;
    default:
      return /^0x[0-9a-fA-F]+$/.test(text) ? <code>{text}</code> : text;
  }
}

function CoOwner({ value }: { value: unknown }) {
  const { t } = useTranslation();
  const { account, shares } = value as { account: string; shares: string };
  return (
    <>
      <code>{account}</code> {t("history.shares", { shares })}
    </>
  );
}

function plain(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
