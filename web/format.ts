/** How facts of the ledger are written for people; `language` is the BCP 47 tag of the page. */

/** A calendar day (YYYY-MM-DD), independent of the reader's time zone. */
export function formatDay(day: string, language: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return day;
  return new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(date);
}

/** An instant (RFC 3339) in the reader's time zone, which is named; `timeZone` overrides it. */
export function formatInstant(instant: string, language: string, timeZone?: string): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return instant;
  return new Intl.DateTimeFormat(language, {
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    timeZoneName: "short",
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(date);
}

/** `0x12345678…9abcdef0`: enough to recognise an account or a fingerprint, never to check it. */
export function shortHex(hex: string): string {
  return hex.length <= 14 ? hex : `${hex.slice(0, 8)}…${hex.slice(-6)}`;
}

/** A size in bytes, in the unit that reads best (powers of 1000, as SI). */
export function formatBytes(bytes: number, language: string): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;
  const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  return new Intl.NumberFormat(language, {
    style: "unit",
    unit: units[step] ?? "byte",
    unitDisplay: step === 0 ? "long" : "short",
    maximumFractionDigits: step === 0 ? 0 : 1,
  }).format(bytes / 1000 ** step);
}

/** A co-owner's part of all shares, as a percentage. */
export function formatShare(shares: bigint, total: bigint, language: string): string {
  // Millionths, so that the division stays exact for shares beyond what a number holds.
  const part = total === 0n ? 0 : Number((shares * 1_000_000n) / total) / 1_000_000;
  return new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 2 }).format(part);
}
