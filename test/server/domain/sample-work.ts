import { workInput } from "../../../server/domain/work-input.ts";

/** A work with something in every field, in normal form. */
export const work = workInput.parse({
  fingerprint: "ab".repeat(32),
  fingerprintOf: "text",
  title: "On the Tower of Youzhou",
  originalTitle: "登幽州臺歌",
  alternateTitles: ["登幽州臺歌", "Song of the Tower"],
  creators: [
    { name: "陳子昂" },
    {
      name: "E. Translator",
      role: "translator",
      identifiers: [{ scheme: "orcid", value: "0000-0002-1825-0097" }],
    },
  ],
  language: "en",
  legalClass: "written",
  tradeClass: "P03",
  genre: "诗",
  identifiers: [{ scheme: "isbn", value: "978-7-02-000220-7" }],
  description: "Four lines.",
  keywords: ["Tang", "poem"],
  protection: { basis: "natural-person", deathYear: 702 },
});
