import { InvalidInput } from "../errors.ts";
import type { Locale } from "./code-table.ts";
import { type Territory, territories } from "./territories.ts";

/**
 * A group of territories as it stood on a day. Groups change, so none is on the ledger: a scope holds the members,
 * and a record that was written with a group keeps its code and `asOf` beside them.
 */
export type TerritoryGroup = {
  code: string;
  name: Readonly<Record<Locale, string>>;
  /** The day of this membership, YYYY-MM-DD. */
  asOf: string;
  /** False: taken from general knowledge, to be checked before relying on it. */
  verified: boolean;
  note: string;
  members: readonly Territory[];
};

/** Version of the list below; raise it with every change of a membership. */
export const TERRITORY_GROUPS_ID = "territoryGroups@1";

const of = (codes: string): Territory[] => codes.split(" ").map((code) => territories.parse(code));

export const territoryGroups: readonly TerritoryGroup[] = [
  {
    code: "RCEP",
    name: { en: "Regional Comprehensive Economic Partnership", "zh-CN": "区域全面经济伙伴关系协定" },
    asOf: "2023-06-02",
    verified: true,
    note: "15 signatories; in force for the last of them, PH, on this day. MM only towards parties that accept it.",
    members: of("AU BN CN ID JP KH KR LA MM MY NZ PH SG TH VN"),
  },
  {
    code: "EU",
    name: { en: "European Union", "zh-CN": "欧洲联盟" },
    asOf: "2020-02-01",
    verified: true,
    note: "27 members since GB left.",
    members: of("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"),
  },
  {
    code: "EUROZONE",
    name: { en: "Euro area", "zh-CN": "欧元区" },
    asOf: "2026-01-01",
    verified: false,
    note: "21 states since BG joined.",
    members: of("AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK"),
  },
  {
    code: "ASEAN",
    name: { en: "Association of Southeast Asian Nations", "zh-CN": "东南亚国家联盟" },
    asOf: "2025-10-26",
    verified: false,
    note: "11 members since TL joined.",
    members: of("BN ID KH LA MM MY PH SG TH TL VN"),
  },
  {
    code: "HKMOTW",
    name: { en: "Hong Kong, Macao and Taiwan, China", "zh-CN": "港澳台" },
    asOf: "2022-07-18",
    verified: true,
    note: "One market group in the 2022 Opinions on foreign cultural trade.",
    members: of("HK MO TW"),
  },
  {
    code: "BRI",
    name: { en: "Belt and Road partners", "zh-CN": "共建“一带一路”国家" },
    asOf: "2025-12-31",
    verified: false,
    note: "153 signatories of cooperation documents, to be checked against the official list; IT left in 2023, PA in 2025.",
    members: of(
      "DZ AO BJ BW BF BI CM CV CF TD KM CG CD CI DJ EG GQ ER ET GA GM GH GN GW KE LS LR LY MG ML MR MA MZ NA NE NG " +
        "RW ST SN SC SL SO ZA SS SD TZ TG TN UG ZM ZW MW " +
        "AF AM AZ BH BD BN KH GE ID IR IQ JO KZ KW KG LA LB MY MV MN MM NP OM PK PS PH QA KR SA SG LK SY TJ TH TL TM TR " +
        "AE UZ VN YE " +
        "AL AT BA BG BY CY CZ EE GR HR HU LT LU LV MD ME MK MT PL PT RO RS RU SI SK UA " +
        "CK FJ FM KI NR NU NZ PG SB TO VU WS AR BO CL CO EC GY PE SR UY VE AG BB CR CU DM DO GD HN JM NI SV TT",
    ),
  },
];

/** The group of a code such as RCEP; InvalidInput lists the groups there are. */
export function territoryGroup(code: string): TerritoryGroup {
  const group = territoryGroups.find((candidate) => candidate.code === code);
  if (group) return group;
  const known = territoryGroups.map((candidate) => candidate.code).join(", ");
  throw new InvalidInput(
    "unknown-code",
    `"${code.slice(0, 40)}" is not a group of territories: use one of ${known}`,
  );
}
