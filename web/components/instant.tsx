import { formatDay, formatInstant } from "../format.ts";
import { useLanguage } from "../i18n.ts";

/** A moment in the reader's time zone; the exact UTC text is in the markup. */
export function Instant({ at }: { at: string }) {
  const { language } = useLanguage();
  return <time dateTime={at}>{formatInstant(at, language)}</time>;
}

/** A calendar day. */
export function Day({ day }: { day: string }) {
  const { language } = useLanguage();
  return <time dateTime={day}>{formatDay(day, language)}</time>;
}
