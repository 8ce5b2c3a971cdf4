import { enumTable } from "./code-table.ts";

/* legalClasses@1. Columns: code, names, where the Copyright Law (2020) names it. */
const rows = [
  ["written", "Written work", "文字作品", "Art. 3(1)"],
  ["oral", "Oral work", "口述作品", "Art. 3(2)"],
  ["musical", "Musical work", "音乐作品", "Art. 3(3)"],
  ["dramatic", "Dramatic work", "戏剧作品", "Art. 3(3)"],
  ["quyi", "Quyi (folk vocal art) work", "曲艺作品", "Art. 3(3)"],
  ["choreographic", "Choreographic work", "舞蹈作品", "Art. 3(3)"],
  ["acrobatic", "Acrobatic work", "杂技艺术作品", "Art. 3(3)"],
  ["fine-art", "Work of fine art", "美术作品", "Art. 3(4)"],
  ["architecture", "Architectural work", "建筑作品", "Art. 3(4)"],
  ["photographic", "Photographic work", "摄影作品", "Art. 3(5)"],
  ["audiovisual", "Audiovisual work", "视听作品", "Art. 3(6)"],
  ["graphic", "Graphic work (drawing, map, sketch)", "图形作品", "Art. 3(7)"],
  ["model", "Model", "模型作品", "Art. 3(7)"],
  ["software", "Computer software", "计算机软件", "Art. 3(8)"],
  ["other", "Other intellectual achievement", "其他智力成果", "Art. 3(9)"],
  ["layout-design", "Layout design of a publication", "版式设计", "Art. 37"],
  ["performance", "Performance", "表演", "Art. 39"],
  ["sound-recording", "Sound recording", "录音制品", "Art. 44"],
  ["video-recording", "Video recording", "录像制品", "Art. 44"],
  ["broadcast", "Radio or television broadcast", "广播、电视", "Art. 47"],
] as const;

/** What the law takes a work for (Art. 3), or the subject of a related right (Ch. IV). */
export type LegalClass = (typeof rows)[number][0];

const table = enumTable({
  id: "legalClasses@1",
  one: "a legal class",
  allowed: `one of ${rows.map(([code]) => code).join(", ")}`,
  rows,
});

const articles: ReadonlyMap<string, string> = new Map(rows.map(([code, , , article]) => [code, article]));
const RELATED: ReadonlySet<string> = new Set(rows.slice(15).map(([code]) => code));

export const legalClasses = {
  ...table,
  /** The article of the Copyright Law that names the class: "Art. 3(1)". */
  article: (code: string): string => articles.get(table.parse(code)) as string,
  /** True for the subjects of related rights, which are no works in the sense of Art. 3. */
  isRelated: (code: string): boolean => RELATED.has(table.parse(code)),
};
