/**
 * A table that is asked with codes from a message. It answers for its own keys only: a code may be called
 * "constructor".
 */
export function lookup<T>(
  rows: Readonly<Record<string, T>>,
): (code: string | null | undefined) => T | undefined {
  const table = new Map(Object.entries(rows));
  return (code) => (code === null || code === undefined ? undefined : table.get(code));
}
