import { useTranslation } from "react-i18next";
import { useLanguage } from "../i18n.ts";
import { type Language, languages } from "../language.ts";

/** Each language under its own name, so that it is found by those who cannot read the page. */
const ownNames: Record<Language, string> = { en: "English", "zh-CN": "中文" };

export function LanguageSwitch() {
  const { t } = useTranslation();
  const { language, choose } = useLanguage();
  return (
    <fieldset className="language-switch">
      <legend className="visually-hidden">{t("nav.language")}</legend>
      {languages.map((each) => (
        <button
          key={each}
          type="button"
          lang={each}
          aria-pressed={each === language}
          onClick={() => choose(each)}
        >
          {ownNames[each]}
        </button>
      ))}
    </fieldset>
  );
}
