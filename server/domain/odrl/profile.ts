import { rights } from "../tables/rights.ts";

/**
 * The ledger's profile of ODRL 2.2 (W3C Recommendation, 2018): an action for each right of Copyright Law Art. 10 and
 * Ch. IV, none of which ODRL itself has, and an operand for the form in which a work is exploited.
 */

/** IRI of the profile, without the fragment. A name for good: what it means is published by every gateway. */
export const PROFILE = "urn:cdl:odrl:1";

export const CONTEXT = ["http://www.w3.org/ns/odrl.jsonld", { cdl: `${PROFILE}#` }] as const;

/** The narrowest action of ODRL that holds all of a right; `use` holds every one. */
const INCLUDED_IN: Readonly<Record<string, string>> = {
  "5": "reproduce",
  "6": "distribute",
  "8": "display",
  "10": "present",
  "13": "derive",
  "14": "derive",
  "15": "translate",
  "16": "aggregate",
  "23": "reproduce",
  "24": "distribute",
};

/** The action of a right by its number: `cdl:right15`. */
export function actionOf(right: string): string {
  return `cdl:right${right}`;
}

export const FORMAT_OPERAND = "cdl:format";

/** The profile itself, as JSON-LD. Moral rights have no action: no policy can permit them. */
export function odrlProfile(): object {
  const licensable = rights.codes.filter((code) => rights.kind(code) !== "moral");
  const actions = licensable.map((code) => ({
    "@id": actionOf(code),
    "@type": ["odrl:Action", "skos:Concept"],
    includedIn: `odrl:${INCLUDED_IN[code] ?? "use"}`,
    label: label(rights.name(code, "en"), rights.name(code, "zh-CN")),
    note: `Copyright Law of the PRC, ${rights.article(code)}`,
  }));
  const format = {
    "@id": FORMAT_OPERAND,
    "@type": ["odrl:LeftOperand", "skos:Concept"],
    label: label("Form of exploitation", "利用形式"),
    note: "A code of the table formats@1.",
  };
  return {
    "@context": {
      odrl: "http://www.w3.org/ns/odrl/2/",
      skos: "http://www.w3.org/2004/02/skos/core#",
      cdl: `${PROFILE}#`,
      label: { "@id": "skos:prefLabel" },
      note: { "@id": "skos:note" },
      includedIn: { "@id": "odrl:includedIn", "@type": "@id" },
    },
    "@graph": [{ "@id": PROFILE, "@type": "odrl:Profile" }, ...actions, format],
  };
}

function label(en: string, zh: string): object[] {
  return [
    { "@value": en, "@language": "en" },
    { "@value": zh, "@language": "zh-CN" },
  ];
}
