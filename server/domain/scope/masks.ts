import type { Scope } from "./scope.ts";

/** The four axes of a scope that are sets of codes. */
export type ScopeMasks = Omit<Scope, "term">;

/** What two scopes share, or null if one of the axes has nothing in common. */
export function intersect(a: ScopeMasks, b: ScopeMasks): ScopeMasks | null {
  const rights = a.rights & b.rights;
  if (rights === 0n) return null;
  const languages = a.languages & b.languages;
  if (languages === 0n) return null;
  const territories = a.territories & b.territories;
  if (territories === 0n) return null;
  const formats = a.formats & b.formats;
  return formats === 0n ? null : { rights, formats, territories, languages };
}

/** Whether the first holds all of the second, on each of the four axes. */
export function contains(outer: ScopeMasks, inner: ScopeMasks): boolean {
  return (
    (inner.rights & ~outer.rights) === 0n &&
    (inner.formats & ~outer.formats) === 0n &&
    (inner.territories & ~outer.territories) === 0n &&
    (inner.languages & ~outer.languages) === 0n
  );
}
