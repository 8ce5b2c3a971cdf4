import type { IdentifierScheme } from "../../domain/identifiers.ts";
import type { CreatorRole } from "../../domain/roles.ts";
import type { TradeCategoryCode } from "../../domain/scope/trade-categories.ts";

/*
 * What columns are called, in English and Chinese, by " | ". Case, width, spaces, punctuation and traditional forms do
 * not count. The codes and names of roles, identifiers and categories of rights are names of columns too.
 */

export const FIELD_HEADERS = {
  ref: "ref | reference | record reference | id | 编号 | 记录编号",
  title: "title | 题名 | 书名 | 标题 | 作品名 | 作品名称 | 名称",
  originalTitle: "original title | 原题名 | 原书名 | 原标题 | 原名 | 原作名",
  alternateTitles: "alternate titles | alternative titles | other titles | 其他题名 | 并列题名 | 又名",
  language: "language | 语种 | 语言 | 文种",
  legalClass: "legal class | 作品类别 | 作品类型",
  tradeClass: "trade class | 产品类别 | 贸易类别",
  genre: "genre | 体裁 | 文体",
  description: "description | 简介 | 内容简介 | 内容提要",
  keywords: "keywords | keyword | 关键词 | 主题词",
  fingerprint: "fingerprint | sha256 | work id | 指纹 | 文件指纹",
  fingerprintOf: "fingerprint of | 指纹对象",
  record: "record | catalogue record | record work | 目录记录 | 记录作品",
  identifiers: "identifiers | identifier | 标识符",
  deathYear: "death year | death years | year of death | author death year | 卒年 | 作者卒年",
  publicationYear:
    "publication year | first publication year | year of first publication | 出版年 | 出版年份 | 首次出版年 | 首次发表年",
  completionYear: "completion year | year of completion | 完成年 | 完成年份 | 创作完成年",
  protectionBasis: "protection basis | basis of protection | 保护期依据",
} as const;

export const ROLE_HEADERS: Readonly<Partial<Record<CreatorRole, string>>> = {
  author: "authors | creator | creators | writer | 著者 | 责任者",
  translator: "translators | translated by | 翻译",
  illustrator: "illustrators | 绘者 | 插图作者 | 插画师",
  editor: "editors | 编者 | 编辑",
};

export const SCHEME_HEADERS: Readonly<Partial<Record<IdentifierScheme, string>>> = {
  isbn: "isbn 13 | isbn 10 | 书号 | 国际标准书号",
  issn: "刊号",
  registration: "registration no | 登记号",
};

export const CATEGORY_HEADERS: Readonly<Partial<Record<TradeCategoryCode, string>>> = {
  print: "纸质 | 纸质版 | 印刷版",
  digital: "电子版 | 数字版 | 电子书",
  "first-serial": "1st serial",
  "second-serial": "2nd serial",
  "tv-film-dramatisation":
    "tv film & dramatization | tv/film | film & tv | tv & film | dramatisation | 影视改编",
  "straight-reading": "straight reading | 朗读",
  audio: "audiobook | 有声 | 有声书",
  "large-print": "大字版",
  anthology: "anthology | quotation | 选集",
};

/** Bases of the term of protection by what Chinese forms call them. */
export const BASES: Readonly<Record<string, string>> = {
  自然人: "natural-person",
  自然人作品: "natural-person",
  合作作品: "joint",
  法人作品: "entity",
  职务作品: "work-for-hire",
  作者身份不明: "unknown-author",
};
