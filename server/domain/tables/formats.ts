import { setTable } from "./code-table.ts";

/*
 * formats@1: the forms that are licensed apart from one another, at bits 0 to 29; bit 30 is free. A form made from
 * the work (film, series, comic, game) and an outlet of a finished production (television, video-on-demand) are
 * told apart by the rights that are granted with them: Art. 10 items 13 and 14 make, items 6 and 10 to 12 show.
 */
const rows = [
  ["hardback", "Hardback", "精装本"],
  ["paperback", "Paperback", "平装本"],
  ["large-print", "Large print", "大字本"],
  ["accessible", "Braille and other accessible editions", "盲文及其他无障碍版本"],
  ["book-club", "Book club edition", "书友会版"],
  ["school-edition", "School and course edition", "教学版"],
  ["periodical", "Newspaper or magazine serial", "报刊连载"],
  ["anthology", "Anthology, extract, quotation", "选集、节选与引用"],
  ["comic", "Comic or graphic novel", "漫画"],
  ["sheet-music", "Sheet music", "乐谱"],
  ["e-book", "E-book", "电子书"],
  ["web-serial", "Online serial", "网络连载"],
  ["app", "App, enhanced edition or other software", "应用程序、增强版及其他软件"],
  ["database", "Database or library platform", "数据库与馆配平台"],
  ["audiobook", "Audiobook", "有声书"],
  ["audio-drama", "Audio drama or radio play", "广播剧与有声剧"],
  ["audio-carrier", "Disc or other audio carrier", "录音制品（实体）"],
  ["online-music", "Music download and streaming", "数字音乐"],
  ["film", "Film", "电影"],
  ["series", "Television or web series", "电视剧与网络剧"],
  ["micro-drama", "Micro-drama or short video", "微短剧与短视频"],
  ["animation", "Animation", "动画"],
  ["television", "Television channel", "电视频道播出"],
  ["video-on-demand", "Video on demand", "视频点播"],
  ["video-carrier", "Disc or other video carrier", "录像制品（实体）"],
  ["non-theatrical", "Airline, hotel and other non-theatrical showing", "航空、酒店等非院线放映"],
  ["game", "Game", "游戏"],
  ["stage", "Stage production", "舞台演出"],
  ["merchandise", "Merchandise", "衍生商品"],
  ["exhibition", "Exhibition, immersive show or theme park", "展览、沉浸体验与主题公园"],
  ["other", "Any form not listed", "未列明的其他形式"],
] as const;

/** A form in which a work is exploited. */
export type Format = (typeof rows)[number][0];

export const formats = setTable({
  id: "formats@1",
  one: "a format",
  allowed: `one of ${rows.map(([code]) => code).join(", ")}`,
  rows,
  numberOf: (code, position) => (code === "other" ? 31 : position),
});

/** Bits 0 to 29, and 31 for forms that are not listed or not yet known. */
export const ALL_FORMATS: bigint = formats.all;
