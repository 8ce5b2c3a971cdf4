import { enumTable } from "./code-table.ts";

/* tradeClasses@1: the classes of cultural products that the 2022 Opinions on foreign cultural trade name. */
const rows = [
  ["D01", "Online literature", "网络文学"],
  ["D02", "Online audiovisual", "网络视听"],
  ["D03", "Online music", "网络音乐"],
  ["D04", "Online performance", "网络表演"],
  ["D05", "Online game", "网络游戏"],
  ["D06", "Digital film", "数字电影"],
  ["D07", "Digital animation", "数字动漫"],
  ["D08", "Digital publication", "数字出版"],
  ["D09", "Online broadcast of stage performance", "线上演播"],
  ["D10", "E-sports", "电子竞技"],
  ["D11", "Digital art", "数字艺术"],
  ["D12", "Cloud exhibition", "云展览"],
  ["D13", "Immersive experience", "沉浸体验"],
  ["P01", "Thematic publication", "主题出版物"],
  ["P02", "Culture and arts publication", "文化艺术"],
  ["P03", "Traditional culture publication", "传统文化"],
  ["P04", "Philosophy and social science publication", "哲学社会科学"],
  ["P05", "Natural science publication", "自然科学"],
  ["P06", "Academic journal", "学术期刊"],
  ["P07", "Teaching material", "教材"],
  ["P08", "Children's publication", "少儿读物"],
  ["P09", "Academic database", "学术数据库"],
  ["V01", "Film", "电影"],
  ["V02", "Television programme or drama", "电视剧（节目）"],
  ["V03", "Documentary", "纪录片"],
  ["V04", "Animation", "动画片"],
  ["V05", "Variety show", "综艺节目"],
  ["R01", "Radio programme", "广播节目"],
  ["A01", "Drama and opera", "戏剧戏曲"],
  ["A02", "Music", "音乐"],
  ["A03", "Dance", "舞蹈"],
  ["A04", "Folk art and quyi", "民间艺术与曲艺"],
  ["A05", "Crafts and stage design", "工艺美术与舞台美术"],
  ["H01", "Digitised classics and intangible heritage", "数字化典籍与非物质文化遗产"],
  ["C01", "Cultural and creative design", "文化创意设计"],
  ["C02", "Architectural design", "建筑设计"],
  ["C03", "Industrial and professional design", "工业与专业设计"],
  ["X99", "Other", "其他"],
] as const;

/** What the trade takes a work for. */
export type TradeClass = (typeof rows)[number][0];

export const tradeClasses = enumTable({
  id: "tradeClasses@1",
  one: "a trade class",
  allowed: "one of D01-D13, P01-P09, V01-V05, R01, A01-A05, H01, C01-C03, X99",
  rows,
});
