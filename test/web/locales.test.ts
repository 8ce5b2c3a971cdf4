import { expect } from "chai";
import { describe, it } from "mocha";
import en from "../../web/locales/en.json" with { type: "json" };
import zh from "../../web/locales/zh-CN.json" with { type: "json" };

type Texts = { [key: string]: string | Texts };

/** Dotted key to text. */
function flatten(texts: Texts, prefix = ""): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [key, value] of Object.entries(texts)) {
    if (typeof value === "string") flat.set(prefix + key, value);
    else for (const [inner, text] of flatten(value, `${prefix}${key}.`)) flat.set(inner, text);
  }
  return flat;
}

const withoutPlural = (key: string): string => key.replace(/_(zero|one|two|few|many|other)$/, "");

/** The plural forms each key has: `list.shown` to `one other`. */
function pluralForms(texts: Map<string, string>): Map<string, string> {
  const forms = Map.groupBy(
    [...texts.keys()].filter((key) => key !== withoutPlural(key)),
    withoutPlural,
  );
  return new Map([...forms].map(([key, all]) => [key, all.map((form) => form.split("_").at(-1)).join(" ")]));
}

const placeholders = (text: string): string[] => (text.match(/{{\w+}}/g) ?? []).toSorted();

describe("the locales", () => {
  const english = flatten(en);
  const chinese = flatten(zh);

  it("say the same things", () => {
    const keysOf = (texts: Map<string, string>) => new Set([...texts.keys()].map(withoutPlural));
    expect([...keysOf(chinese)].toSorted()).to.deep.equal([...keysOf(english)].toSorted());
  });

  it("have every plural form their language needs, and no other", () => {
    for (const [language, texts] of [
      ["en", english],
      ["zh-CN", chinese],
    ] as const) {
      const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted().join(" ");
      for (const [key, forms] of pluralForms(texts)) {
        expect(forms.split(" ").toSorted().join(" "), `${language} ${key}`).to.equal(needed);
      }
    }
  });

  it("use the same placeholders", () => {
    for (const [key, text] of chinese) {
      expect(placeholders(text), key).to.deep.equal(placeholders(english.get(key) ?? ""));
    }
  });

  it("leave nothing empty, and nothing in Chinese untranslated", () => {
    for (const [key, text] of [...english, ...chinese]) expect(text.trim(), key).not.to.equal("");
    for (const [key, text] of chinese) expect(text, key).to.match(/[\p{Script=Han}、：]/u);
  });
});
