/** The languages the pages speak, as BCP 47 tags. */
export const languages = ["en", "zh-CN"] as const;

export type Language = (typeof languages)[number];

const storageKey = "language";

export function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value);
}

/**
 * The language to start in: the one chosen earlier, else the first of the browser's wishes that the pages
 * speak (any Chinese counts), else English.
 */
export function startLanguage(saved: string | null, wishes: readonly string[]): Language {
  if (isLanguage(saved)) return saved;
  for (const wish of wishes) {
    const primary = wish.toLowerCase().split("-")[0];
    if (primary === "zh") return "zh-CN";
    if (primary === "en") return "en";
  }
  return "en";
}

/** The choice kept in this browser, or null; a browser that forbids storage simply forgets. */
export function savedLanguage(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null;
  }
}

export function saveLanguage(language: Language): void {
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // Storage is off: the choice holds until the page is left.
  }
}
