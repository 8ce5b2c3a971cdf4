import { type CreatorRole, isCreatorRole } from "../../../domain/roles.ts";

/** List 17. What it has no code for is another primary creator, or another. */
const CODES: Readonly<Record<CreatorRole, string>> = {
  author: "A01",
  translator: "B06",
  illustrator: "A12",
  editor: "B01",
  compiler: "C01",
  adapter: "B05",
  annotator: "A20",
  composer: "A06",
  lyricist: "A05",
  arranger: "B25",
  director: "D02",
  screenwriter: "A03",
  producer: "D01",
  choreographer: "D04",
  performer: "E99",
  narrator: "E07",
  artist: "A07",
  calligrapher: "A07",
  photographer: "A08",
  designer: "A11",
  architect: "A99",
  cartographer: "A39",
  programmer: "A30",
  broadcaster: "Z99",
  other: "Z99",
};

export function contributorRole(role: string): string {
  return isCreatorRole(role) ? CODES[role] : CODES.other;
}
