import type { CreatorRole } from "../../../domain/roles.ts";

/*
 * Contributor roles (list 17) as the ledger's. A code that says two things gives two roles; who is only thanked,
 * reviewed the work or advised is no creator of it.
 */
const TEXT: Readonly<Record<CreatorRole | "none", string>> = {
  author: "A01 A02 A09 A14 A31 A38 A42 Z05",
  screenwriter: "A03 A45",
  lyricist: "A04 A05 A31",
  composer: "A06",
  artist: "A07 A40 A46 A47 A48 A49 A50 A52",
  photographer: "A08 A13",
  designer: "A11 A36 A41 A56",
  illustrator: "A12 A35",
  annotator: "A20 A21 A25 A29 B08",
  programmer: "A30",
  cartographer: "A39",
  editor: "B01 B02 B09 B10 B11 B12 B13 B14 B15 B16 B18 B19 B20 B21 B24 B26 B29 B31 B34",
  adapter: "B03 B04 B05 B22 B36 B99",
  translator: "B06 B08 B10 B32",
  arranger: "B25",
  compiler: "C01 C02 C03 C04 C99",
  producer: "D01",
  director: "D02 D99",
  choreographer: "D04",
  performer: "D03 E01 E02 E04 E05 E06 E08 E09 E10 E99",
  narrator: "E03 E07 E11",
  calligrapher: "",
  architect: "",
  broadcaster: "",
  other:
    "A10 A15 A16 A17 A18 A19 A22 A23 A24 A26 A27 A28 A32 A33 A34 A37 A43 A44 A51 A99 B07 B17 B23 B33 B35 F01 F02 " +
    "F99 Z01 Z06 Z98 Z99",
  none: "B27 B28 B30 Z02 Z03 Z04",
};

const roles: ReadonlyMap<string, readonly CreatorRole[]> = roleTable();

function roleTable(): Map<string, CreatorRole[]> {
  const table = new Map<string, CreatorRole[]>();
  for (const [role, codes] of Object.entries(TEXT) as [CreatorRole | "none", string][]) {
    for (const code of codes.split(" ")) {
      const found = table.get(code) ?? [];
      table.set(code, role === "none" ? found : [...found, role]);
    }
  }
  table.delete("");
  return table;
}

export function isContributorRole(code: string): boolean {
  return roles.has(code);
}

/** The ledger's roles for a code: none for who is no creator, "other" for a code that is not in the list. */
export function creatorRolesOf(code: string): readonly CreatorRole[] {
  return roles.get(code) ?? ["other"];
}
