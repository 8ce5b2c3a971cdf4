/**
 * Text as both databases keep it. Anybody can put any string on the chain; PostgreSQL takes no NUL, and neither
 * takes half a surrogate pair. Both become U+FFFD.
 */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll("\0", "\u{fffd}");
}

/** A row with every text storable. */
export function storableRow<R extends object>(row: R): R {
  const entries = Object.entries(row).map(([column, value]) => [
    column,
    typeof value === "string" ? storable(value) : value,
  ]);
  return Object.fromEntries(entries) as R;
}
