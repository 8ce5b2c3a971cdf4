import i18next, { type BackendModule, type ResourceKey } from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";
import {
  isLanguage,
  type Language,
  languages,
  savedLanguage,
  saveLanguage,
  startLanguage,
} from "./language.ts";

declare module "i18next" {
  interface CustomTypeOptions {
    resources: {
      translation: typeof import("./locales/en.json", { with: { type: "json" }});
    };
  }
}

const load: Record<Language, () => Promise<{ default: ResourceKey }>> = {
  en: () => import("./locales/en.json", { with: { type: "json" } }),
  "zh-CN": () => import("./locales/zh-CN.json", { with: { type: "json" } }),
};

/** Fetches one language as a chunk of the bundle, so that nobody downloads the other. */
const bundledLocales: BackendModule = {
  type: "backend",
  init() {},
  read(language, _namespace, done) {
    if (!isLanguage(language)) return done(new Error(`unknown language ${language}`), null);
    load[language]().then(
      (module) => done(null, module.default),
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error)), null),
    );
  },
};

/** Prepares the translations; resolves when the first language is ready to be shown. */
export async function startTranslations(): Promise<void> {
  i18next.on("languageChanged", (language) => {
    document.documentElement.lang = language;
  });
  await i18next
    .use(bundledLocales)
    .use(initReactI18next)
    .init({
      lng: startLanguage(savedLanguage(), navigator.languages),
      supportedLngs: languages,
      // Each locale is complete (a test compares them), so a second one is never fetched to fill gaps.
      fallbackLng: false,
      load: "currentOnly",
      interpolation: { escapeValue: false },
    });
}

/** The language on screen and the way to change it; the choice is remembered in this browser. */
export function useLanguage(): { language: Language; choose: (language: Language) => Promise<void> } {
  const { i18n } = useTranslation();
  const language = isLanguage(i18n.language) ? i18n.language : "en";
  async function choose(next: Language): Promise<void> {
    await i18n.loadLanguages(next);
    // Its chunk could not be fetched: the page stays as it is, rather than show keys for texts.
    if (!i18n.hasResourceBundle(next, "translation")) return;
    await i18n.changeLanguage(next);
    saveLanguage(next);
  }
  return { language, choose };
}

/**
 * A translation for a code that the server may extend (an event kind, an identifier scheme): known codes are
 * translated, unknown ones are shown as they came.
 */
export function useOpenName(): (group: string, code: string) => string {
  const { t, i18n } = useTranslation();
  const translate = t as (key: string) => string;
  return (group, code) => (i18n.exists(`${group}.${code}`) ? translate(`${group}.${code}`) : code);
}
