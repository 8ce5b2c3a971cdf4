import { setTable } from "./code-table.ts";
import { type LegalClass, legalClasses } from "./legal-classes.ts";

/*
 * rights@1: the 17 items of Art. 10 under their own numbers, then the related rights of Ch. IV from 18. The code is
 * the number as people write it in a document, its bit is one less. Columns: code, names, kind, article.
 */
const rows = [
  ["1", "Publication (divulgation)", "发表权", "moral", "Art. 10(1)"],
  ["2", "Attribution", "署名权", "moral", "Art. 10(2)"],
  ["3", "Revision", "修改权", "moral", "Art. 10(3)"],
  ["4", "Integrity", "保护作品完整权", "moral", "Art. 10(4)"],
  ["5", "Reproduction", "复制权", "economic", "Art. 10(5)"],
  ["6", "Distribution", "发行权", "economic", "Art. 10(6)"],
  ["7", "Rental", "出租权", "economic", "Art. 10(7)"],
  ["8", "Exhibition", "展览权", "economic", "Art. 10(8)"],
  ["9", "Performance", "表演权", "economic", "Art. 10(9)"],
  ["10", "Presentation (screening)", "放映权", "economic", "Art. 10(10)"],
  ["11", "Broadcasting", "广播权", "economic", "Art. 10(11)"],
  ["12", "Communication through information networks", "信息网络传播权", "economic", "Art. 10(12)"],
  ["13", "Making an audiovisual work", "摄制权", "economic", "Art. 10(13)"],
  ["14", "Adaptation", "改编权", "economic", "Art. 10(14)"],
  ["15", "Translation", "翻译权", "economic", "Art. 10(15)"],
  ["16", "Compilation", "汇编权", "economic", "Art. 10(16)"],
  ["17", "Other rights of the copyright owner", "应当由著作权人享有的其他权利", "economic", "Art. 10(17)"],
  ["18", "Use of the layout design", "版式设计使用权", "related", "Art. 37"],
  ["19", "Performer: live broadcast and transmission", "表演者：现场直播和公开传送", "related", "Art. 39(3)"],
  ["20", "Performer: recording", "表演者：录音录像", "related", "Art. 39(4)"],
  ["21", "Performer: copies of recordings", "表演者：复制、发行、出租录音录像制品", "related", "Art. 39(5)"],
  ["22", "Performer: information networks", "表演者：信息网络传播", "related", "Art. 39(6)"],
  ["23", "Recording: reproduction", "录音录像制作者：复制", "related", "Art. 44"],
  ["24", "Recording: distribution", "录音录像制作者：发行", "related", "Art. 44"],
  ["25", "Recording: rental", "录音录像制作者：出租", "related", "Art. 44"],
  ["26", "Recording: information networks", "录音录像制作者：信息网络传播", "related", "Art. 44"],
  [
    "27",
    "Sound recording: remuneration for broadcast",
    "录音制作者：广播与公开播放获酬",
    "related",
    "Art. 45",
  ],
  ["28", "Video recording: television broadcast", "录像制作者：电视播放", "related", "Art. 48"],
  ["29", "Broadcaster: retransmission", "广播组织：转播", "related", "Art. 47(1)"],
  ["30", "Broadcaster: recording and copying", "广播组织：录制和复制", "related", "Art. 47(2)"],
  ["31", "Broadcaster: information networks", "广播组织：信息网络传播", "related", "Art. 47(3)"],
] as const;

/** The number of a right, as text: "15" is translation. */
export type Right = (typeof rows)[number][0];

/** Moral rights (items 1 to 4) can never be licensed, assigned or pledged; the others can. */
export type RightKind = "moral" | "economic" | "related";

const table = setTable({
  id: "rights@1",
  one: "a right",
  allowed: "the item numbers of Copyright Law Art. 10, 1 to 17, or 18 to 31 for related rights",
  rows,
});

const facts: ReadonlyMap<string, { kind: RightKind; article: string }> = new Map(
  rows.map(([code, , , kind, article]) => [code, { kind, article }]),
);
const factsOf = (code: string) => facts.get(table.parse(code)) as { kind: RightKind; article: string };

const only = (...classes: LegalClass[]): ReadonlySet<string> => new Set(classes);
const recordings = only("sound-recording", "video-recording");
const SUBJECTS: Readonly<Partial<Record<Right, ReadonlySet<string>>>> = {
  "7": only("audiovisual", "software"),
  "8": only("fine-art", "photographic"),
  "18": only("layout-design"),
  "19": only("performance"),
  "20": only("performance"),
  "21": only("performance"),
  "22": only("performance"),
  "23": recordings,
  "24": recordings,
  "25": recordings,
  "26": recordings,
  "27": only("sound-recording"),
  "28": only("video-recording"),
  "29": only("broadcast"),
  "30": only("broadcast"),
  "31": only("broadcast"),
};
const SCREENED = only("fine-art", "photographic", "audiovisual");

export const rights = {
  ...table,
  kind: (code: string): RightKind => factsOf(code).kind,
  /** The article of the Copyright Law: "Art. 10(15)". */
  article: (code: string): string => factsOf(code).article,
  /** Whether the right can exist in such a work. Outside the hash: the law may change it, the numbers stay. */
  fits(code: string, legalClass: string): boolean {
    const right = table.parse(code);
    return SUBJECTS[right]?.has(legalClasses.parse(legalClass)) ?? !legalClasses.isRelated(legalClass);
  },
  /**
   * True where the right fits but is seldom meant: Art. 10(10) names fine art, photographs and audiovisual works
   * "and the like", so screening another work deserves a warning and no refusal.
   */
  isUnusual: (code: string, legalClass: string): boolean =>
    table.parse(code) === "10" && !SCREENED.has(legalClasses.parse(legalClass)),
};

const ofKind = (kind: RightKind): bigint =>
  table.mask(table.codes.filter((code) => factsOf(code).kind === kind));

/** Items 1 to 4. */
export const MORAL_RIGHTS: bigint = ofKind("moral");
/** Items 5 to 17: 0x1FFF0. */
export const ECONOMIC_RIGHTS: bigint = ofKind("economic");
/** 18 to 31. */
export const RELATED_RIGHTS: bigint = ofKind("related");
