import hongKong from "opencc-js/dict/HKVariants";
import fromSimplified from "opencc-js/dict/STCharacters";
import toSimplified from "opencc-js/dict/TSCharacters";
import taiwan from "opencc-js/dict/TWVariants";

/*
 * Which Chinese characters count as the same for search: traditional and simplified forms, the standard forms of
 * Hong Kong and Taiwan, and old variants. Built once from OpenCC's character tables (60 kB, no phrase tables: a
 * phrase decides between readings, and search wants all of them).
 */

/**
 * Variants that OpenCC leaves apart and editions of the classics mix, mostly of the First List of Processed Variant
 * Characters (1955). The first of a group is the form in use. Pairs that differ in sense or in names are left out.
 */
const CLASSICAL =
  "剑劒劔 疏疎 雁鴈 猿猨蝯 皋臯皐 惭慙 旆斾 棹櫂 筱篠筿 阶堦 暂蹔 遍徧 蕊蘂蕋 杯桮 并竝 柏栢 回廻 耕畊 暖煖 焰燄 丛藂樷 裙帬 " +
  "浣澣 翻飜繙 锁鏁 仙僊 窗窓窻牕牎 映暎 碗椀盌 喧諠 软輭 迥逈 效効傚 粳秔 樽罇 笛篴 刺刾 欻歘 斗鬬鬭 吟唫 灾烖 炮砲 村邨 梅楳 " +
  "嗅齅 妆粧 姊姉 寇冦 岩嵒 岛嶋 棋碁 棕椶 歌謌 照炤 瓶缾 砧碪 稿稾 策筞筴 粗觕麤 脉衇 艳艶 草艸 菊蘜 蚊蟁 蝶蜨 衔啣 袅褭 " +
  "讹譌 豆荳 辉煇 遁遯 邻隣 酬醻 野埜 霓蜺 飘飃 驱敺 鬓鬂 鲜鱻 鹅鵞 麟麐 鼓皷 幡旛 悴顇 愧媿 蜂蠭 凭凴 慨嘅 宴讌醼 欢懽讙 " +
  "险嶮 崖厓 鞋鞵 略畧 阔濶 咒呪 嘴觜 坑阬 塔墖 帆颿 往徃 怪恠 插揷 昏昬 暗晻 柳桺 毡氊 氛雰 溪嵠 潜濳 犁犂 獐麞 璃瓈 皓皜 " +
  "盏琖醆 睹覩 秋秌 稚穉 簪簮 糖餹 罂甖 肢胑 胭臙 胸胷 脆脃 膝厀 舵柁 菱蔆 萱蕿蘐 蒂蔕 藤籐 蛙鼃 蛇虵 袖褏 裸躶 躬躳 躲躱 " +
  "逼偪 阱穽 霸覇 靴鞾 韭韮 餐飡 馈餽 鸦鵶";

const entriesOf = (dictionary: string): string[][] => dictionary.split("|").map((entry) => entry.split(" "));

/** Joins characters into classes, each known by one member. */
function build(): ReadonlyMap<string, string> {
  const simplified = new Set(entriesOf(toSimplified).map(([, form]) => form));
  const parent = new Map<string, string>();
  const rootOf = (character: string): string => {
    let root = character;
    for (let above = parent.get(root); above !== undefined; above = parent.get(root)) root = above;
    return root;
  };
  /** The member that stands for a class: a simplified form in everyday use rather than a rare one. */
  const rank = (character: string): number =>
    (simplified.has(character) ? 0 : 0x200000) + (character.codePointAt(0) as number);
  const join = (a: string, b: string): void => {
    const [kept, merged] = [rootOf(a), rootOf(b)].sort((x, y) => rank(x) - rank(y)) as [string, string];
    if (kept !== merged) parent.set(merged, kept);
  };
  for (const dictionary of [toSimplified, fromSimplified, hongKong, taiwan]) {
    for (const [head = "", ...forms] of entriesOf(dictionary)) for (const form of forms) join(head, form);
  }
  for (const [head = "", ...forms] of CLASSICAL.split(" ").map((group) => [...group])) {
    for (const form of forms) join(head, form);
  }
  return new Map([...parent.keys()].map((character) => [character, rootOf(character)]));
}

let classes: ReadonlyMap<string, string> | undefined;

/** The character that stands for all variants of this one; itself if it has none. */
export function unifyVariant(character: string): string {
  classes ??= build();
  return classes.get(character) ?? character;
}
