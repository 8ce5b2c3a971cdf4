import { InvalidInput } from "../errors.ts";
import { type SetTable, setTable } from "./code-table.ts";

/*
 * languages@1: the 183 codes of ISO 639-1 in order at bits 0 to 182, then variants and other languages that are
 * licensed on their own. Columns: code, names, ISO 639-2/T, ISO 639-2/B where it differs. The list is the whole
 * standard, hence its length; its order is frozen.
 */
const rows = [
  ["aa", "Afar", "阿法尔语", "aar"],
  ["ab", "Abkhazian", "阿布哈西亚语", "abk"],
  ["ae", "Avestan", "阿维斯塔语", "ave"],
  ["af", "Afrikaans", "南非荷兰语", "afr"],
  ["ak", "Akan", "阿肯语", "aka"],
  ["am", "Amharic", "阿姆哈拉语", "amh"],
  ["an", "Aragonese", "阿拉贡语", "arg"],
  ["ar", "Arabic", "阿拉伯语", "ara"],
  ["as", "Assamese", "阿萨姆语", "asm"],
  ["av", "Avaric", "阿瓦尔语", "ava"],
  ["ay", "Aymara", "艾马拉语", "aym"],
  ["az", "Azerbaijani", "阿塞拜疆语", "aze"],
  ["ba", "Bashkir", "巴什基尔语", "bak"],
  ["be", "Belarusian", "白俄罗斯语", "bel"],
  ["bg", "Bulgarian", "保加利亚语", "bul"],
  ["bi", "Bislama", "比斯拉马语", "bis"],
  ["bm", "Bambara", "班巴拉语", "bam"],
  ["bn", "Bengali", "孟加拉语", "ben"],
  ["bo", "Tibetan", "藏语", "bod", "tib"],
  ["br", "Breton", "布列塔尼语", "bre"],
  ["bs", "Bosnian", "波斯尼亚语", "bos"],
  ["ca", "Catalan", "加泰罗尼亚语", "cat"],
  ["ce", "Chechen", "车臣语", "che"],
  ["ch", "Chamorro", "查莫罗语", "cha"],
  ["co", "Corsican", "科西嘉语", "cos"],
  ["cr", "Cree", "克里语", "cre"],
  ["cs", "Czech", "捷克语", "ces", "cze"],
  ["cu", "Church Slavic", "教会斯拉夫语", "chu"],
  ["cv", "Chuvash", "楚瓦什语", "chv"],
  ["cy", "Welsh", "威尔士语", "cym", "wel"],
  ["da", "Danish", "丹麦语", "dan"],
  ["de", "German", "德语", "deu", "ger"],
  ["dv", "Divehi", "迪维希语", "div"],
  ["dz", "Dzongkha", "宗卡语", "dzo"],
  ["ee", "Ewe", "埃维语", "ewe"],
  ["el", "Greek", "希腊语", "ell", "gre"],
  ["en", "English", "英语", "eng"],
  ["eo", "Esperanto", "世界语", "epo"],
  ["es", "Spanish", "西班牙语", "spa"],
  ["et", "Estonian", "爱沙尼亚语", "est"],
  ["eu", "Basque", "巴斯克语", "eus", "baq"],
  ["fa", "Persian", "波斯语", "fas", "per"],
  ["ff", "Fulah", "富拉语", "ful"],
  ["fi", "Finnish", "芬兰语", "fin"],
  ["fj", "Fijian", "斐济语", "fij"],
  ["fo", "Faroese", "法罗语", "fao"],
  ["fr", "French", "法语", "fra", "fre"],
  ["fy", "Western Frisian", "西弗里西亚语", "fry"],
  ["ga", "Irish", "爱尔兰语", "gle"],
  ["gd", "Scottish Gaelic", "苏格兰盖尔语", "gla"],
  ["gl", "Galician", "加利西亚语", "glg"],
  ["gn", "Guarani", "瓜拉尼语", "grn"],
  ["gu", "Gujarati", "古吉拉特语", "guj"],
  ["gv", "Manx", "马恩语", "glv"],
  ["ha", "Hausa", "豪萨语", "hau"],
  ["he", "Hebrew", "希伯来语", "heb"],
  ["hi", "Hindi", "印地语", "hin"],
  ["ho", "Hiri Motu", "希里莫图语", "hmo"],
  ["hr", "Croatian", "克罗地亚语", "hrv"],
  ["ht", "Haitian", "海地克里奥尔语", "hat"],
  ["hu", "Hungarian", "匈牙利语", "hun"],
  ["hy", "Armenian", "亚美尼亚语", "hye", "arm"],
  ["hz", "Herero", "赫雷罗语", "her"],
  ["ia", "Interlingua", "国际语", "ina"],
  ["id", "Indonesian", "印度尼西亚语", "ind"],
  ["ie", "Interlingue", "西方国际语", "ile"],
  ["ig", "Igbo", "伊博语", "ibo"],
  ["ii", "Sichuan Yi", "四川彝语", "iii"],
  ["ik", "Inupiaq", "伊努皮克语", "ipk"],
  ["io", "Ido", "伊多语", "ido"],
  ["is", "Icelandic", "冰岛语", "isl", "ice"],
  ["it", "Italian", "意大利语", "ita"],
  ["iu", "Inuktitut", "因纽特语", "iku"],
  ["ja", "Japanese", "日语", "jpn"],
  ["jv", "Javanese", "爪哇语", "jav"],
  ["ka", "Georgian", "格鲁吉亚语", "kat", "geo"],
  ["kg", "Kongo", "刚果语", "kon"],
  ["ki", "Kikuyu", "吉库尤语", "kik"],
  ["kj", "Kuanyama", "宽亚玛语", "kua"],
  ["kk", "Kazakh", "哈萨克语", "kaz"],
  ["kl", "Kalaallisut", "格陵兰语", "kal"],
  ["km", "Khmer", "高棉语", "khm"],
  ["kn", "Kannada", "卡纳达语", "kan"],
  ["ko", "Korean", "韩语", "kor"],
  ["kr", "Kanuri", "卡努里语", "kau"],
  ["ks", "Kashmiri", "克什米尔语", "kas"],
  ["ku", "Kurdish", "库尔德语", "kur"],
  ["kv", "Komi", "科米语", "kom"],
  ["kw", "Cornish", "康沃尔语", "cor"],
  ["ky", "Kyrgyz", "吉尔吉斯语", "kir"],
  ["la", "Latin", "拉丁语", "lat"],
  ["lb", "Luxembourgish", "卢森堡语", "ltz"],
  ["lg", "Ganda", "卢干达语", "lug"],
  ["li", "Limburgan", "林堡语", "lim"],
  ["ln", "Lingala", "林加拉语", "lin"],
  ["lo", "Lao", "老挝语", "lao"],
  ["lt", "Lithuanian", "立陶宛语", "lit"],
  ["lu", "Luba-Katanga", "鲁巴加丹加语", "lub"],
  ["lv", "Latvian", "拉脱维亚语", "lav"],
  ["mg", "Malagasy", "马拉加斯语", "mlg"],
  ["mh", "Marshallese", "马绍尔语", "mah"],
  ["mi", "Maori", "毛利语", "mri", "mao"],
  ["mk", "Macedonian", "马其顿语", "mkd", "mac"],
  ["ml", "Malayalam", "马拉雅拉姆语", "mal"],
  ["mn", "Mongolian", "蒙古语", "mon"],
  ["mr", "Marathi", "马拉地语", "mar"],
  ["ms", "Malay", "马来语", "msa", "may"],
  ["mt", "Maltese", "马耳他语", "mlt"],
  ["my", "Burmese", "缅甸语", "mya", "bur"],
  ["na", "Nauru", "瑙鲁语", "nau"],
  ["nb", "Norwegian Bokmål", "书面挪威语", "nob"],
  ["nd", "North Ndebele", "北恩德贝勒语", "nde"],
  ["ne", "Nepali", "尼泊尔语", "nep"],
  ["ng", "Ndonga", "恩东加语", "ndo"],
  ["nl", "Dutch", "荷兰语", "nld", "dut"],
  ["nn", "Norwegian Nynorsk", "新挪威语", "nno"],
  ["no", "Norwegian", "挪威语", "nor"],
  ["nr", "South Ndebele", "南恩德贝勒语", "nbl"],
  ["nv", "Navajo", "纳瓦霍语", "nav"],
  ["ny", "Chichewa", "齐切瓦语", "nya"],
  ["oc", "Occitan", "奥克语", "oci"],
  ["oj", "Ojibwa", "奥吉布瓦语", "oji"],
  ["om", "Oromo", "奥罗莫语", "orm"],
  ["or", "Odia", "奥里亚语", "ori"],
  ["os", "Ossetian", "奥塞梯语", "oss"],
  ["pa", "Punjabi", "旁遮普语", "pan"],
  ["pi", "Pali", "巴利语", "pli"],
  ["pl", "Polish", "波兰语", "pol"],
  ["ps", "Pashto", "普什图语", "pus"],
  ["pt", "Portuguese", "葡萄牙语", "por"],
  ["qu", "Quechua", "克丘亚语", "que"],
  ["rm", "Romansh", "罗曼什语", "roh"],
  ["rn", "Rundi", "隆迪语", "run"],
  ["ro", "Romanian", "罗马尼亚语", "ron", "rum"],
  ["ru", "Russian", "俄语", "rus"],
  ["rw", "Kinyarwanda", "卢旺达语", "kin"],
  ["sa", "Sanskrit", "梵语", "san"],
  ["sc", "Sardinian", "萨丁语", "srd"],
  ["sd", "Sindhi", "信德语", "snd"],
  ["se", "Northern Sami", "北方萨米语", "sme"],
  ["sg", "Sango", "桑戈语", "sag"],
  ["si", "Sinhala", "僧伽罗语", "sin"],
  ["sk", "Slovak", "斯洛伐克语", "slk", "slo"],
  ["sl", "Slovenian", "斯洛文尼亚语", "slv"],
  ["sm", "Samoan", "萨摩亚语", "smo"],
  ["sn", "Shona", "绍纳语", "sna"],
  ["so", "Somali", "索马里语", "som"],
  ["sq", "Albanian", "阿尔巴尼亚语", "sqi", "alb"],
  ["sr", "Serbian", "塞尔维亚语", "srp"],
  ["ss", "Swati", "斯瓦蒂语", "ssw"],
  ["st", "Southern Sotho", "南索托语", "sot"],
  ["su", "Sundanese", "巽他语", "sun"],
  ["sv", "Swedish", "瑞典语", "swe"],
  ["sw", "Swahili", "斯瓦希里语", "swa"],
  ["ta", "Tamil", "泰米尔语", "tam"],
  ["te", "Telugu", "泰卢固语", "tel"],
  ["tg", "Tajik", "塔吉克语", "tgk"],
  ["th", "Thai", "泰语", "tha"],
  ["ti", "Tigrinya", "提格利尼亚语", "tir"],
  ["tk", "Turkmen", "土库曼语", "tuk"],
  ["tl", "Tagalog", "他加禄语", "tgl"],
  ["tn", "Tswana", "茨瓦纳语", "tsn"],
  ["to", "Tongan", "汤加语", "ton"],
  ["tr", "Turkish", "土耳其语", "tur"],
  ["ts", "Tsonga", "聪加语", "tso"],
  ["tt", "Tatar", "鞑靼语", "tat"],
  ["tw", "Twi", "契维语", "twi"],
  ["ty", "Tahitian", "塔希提语", "tah"],
  ["ug", "Uyghur", "维吾尔语", "uig"],
  ["uk", "Ukrainian", "乌克兰语", "ukr"],
  ["ur", "Urdu", "乌尔都语", "urd"],
  ["uz", "Uzbek", "乌兹别克语", "uzb"],
  ["ve", "Venda", "文达语", "ven"],
  ["vi", "Vietnamese", "越南语", "vie"],
  ["vo", "Volapük", "沃拉普克语", "vol"],
  ["wa", "Walloon", "瓦隆语", "wln"],
  ["wo", "Wolof", "沃洛夫语", "wol"],
  ["xh", "Xhosa", "科萨语", "xho"],
  ["yi", "Yiddish", "意第绪语", "yid"],
  ["yo", "Yoruba", "约鲁巴语", "yor"],
  ["za", "Zhuang", "壮语", "zha"],
  ["zh", "Chinese", "中文", "zho", "chi"],
  ["zu", "Zulu", "祖鲁语", "zul"],
  ["zh-Hans", "Chinese (simplified)", "中文（简体）"],
  ["zh-Hant", "Chinese (traditional)", "中文（繁体）"],
  ["yue", "Cantonese", "粤语", "yue"],
  ["pt-BR", "Portuguese (Brazil)", "葡萄牙语（巴西）"],
  ["pt-PT", "Portuguese (Portugal)", "葡萄牙语（葡萄牙）"],
  ["es-419", "Spanish (Latin America)", "西班牙语（拉丁美洲）"],
  ["es-ES", "Spanish (Spain)", "西班牙语（西班牙）"],
  ["en-US", "English (American)", "英语（美式）"],
  ["en-GB", "English (British and other)", "英语（英式及其他）"],
  ["fr-CA", "French (Canada)", "法语（加拿大）"],
  ["sr-Latn", "Serbian (Latin)", "塞尔维亚语（拉丁文）"],
  ["sr-Cyrl", "Serbian (Cyrillic)", "塞尔维亚语（西里尔文）"],
  ["mn-Mong", "Mongolian (traditional script)", "蒙古语（传统蒙古文）"],
  ["uz-Cyrl", "Uzbek (Cyrillic)", "乌兹别克语（西里尔文）"],
  ["fr-FR", "French (France and other)", "法语（法国及其他）"],
  ["mn-Cyrl", "Mongolian (Cyrillic)", "蒙古语（西里尔文）"],
  ["uz-Latn", "Uzbek (Latin)", "乌兹别克语（拉丁文）"],
  ["kk-Cyrl", "Kazakh (Cyrillic)", "哈萨克语（西里尔文）"],
  ["kk-Arab", "Kazakh (Arabic)", "哈萨克语（阿拉伯文）"],
  ["kk-Latn", "Kazakh (Latin)", "哈萨克语（拉丁文）"],
  ["ky-Cyrl", "Kyrgyz (Cyrillic)", "吉尔吉斯语（西里尔文）"],
  ["ky-Arab", "Kyrgyz (Arabic)", "柯尔克孜语（阿拉伯文）"],
  ["az-Latn", "Azerbaijani (Latin)", "阿塞拜疆语（拉丁文）"],
  ["az-Cyrl", "Azerbaijani (Cyrillic)", "阿塞拜疆语（西里尔文）"],
  ["pa-Guru", "Punjabi (Gurmukhi)", "旁遮普语（古木基文）"],
  ["pa-Arab", "Punjabi (Arabic)", "旁遮普语（阿拉伯文）"],
  ["kmr", "Kurdish (Kurmanji)", "库尔德语（库尔曼吉）"],
  ["ckb", "Kurdish (Sorani)", "库尔德语（索拉尼）", "ckb"],
  ["fat", "Fanti", "芳蒂语", "fat"],
  ["mis", "Languages not listed", "未列明的语言"],
] as const;

/** A code of ISO 639-1, a variant such as zh-Hans, or mis (whatever the table does not list). */
export type Language = (typeof rows)[number][0];

/*
 * A language that is sold in parts has no bit of its own in a mask, or a grant of "zh" and one of "zh-Hans" would
 * not be seen to overlap. The leaves of a code cover it whole: that is why fr-CA brings fr-FR. no and ak have
 * members that are ISO 639-1 codes themselves. yue is no leaf of zh: what is not expressly granted is reserved
 * (Copyright Law Art. 29), and Cantonese is licensed by name.
 */
const expansions = {
  ak: ["fat", "tw"],
  az: ["az-Cyrl", "az-Latn"],
  en: ["en-GB", "en-US"],
  es: ["es-419", "es-ES"],
  fr: ["fr-CA", "fr-FR"],
  kk: ["kk-Arab", "kk-Cyrl", "kk-Latn"],
  ku: ["ckb", "kmr"],
  ky: ["ky-Arab", "ky-Cyrl"],
  mn: ["mn-Cyrl", "mn-Mong"],
  no: ["nb", "nn"],
  pa: ["pa-Arab", "pa-Guru"],
  pt: ["pt-BR", "pt-PT"],
  sr: ["sr-Cyrl", "sr-Latn"],
  uz: ["uz-Cyrl", "uz-Latn"],
  zh: ["zh-Hans", "zh-Hant"],
} as const satisfies Partial<Record<Language, readonly Language[]>>;

const table = setTable({
  id: "languages@1",
  one: "a language",
  allowed: "an ISO 639-1 code such as ja or ko, or a variant such as zh-Hans, zh-Hant or pt-BR",
  rows,
  numberOf: (code, position) => (code === "mis" ? 255 : position),
  expansions,
});

const toIso = new Map<string, string>();
const fromIso = new Map<string, Language>([["cmn", "zh"]]);
for (const [code, , , terminological, bibliographic] of rows as readonly (readonly (
  | string
  | undefined
)[])[]) {
  if (!terminological) continue;
  toIso.set(code as string, bibliographic ?? terminological);
  fromIso.set(terminological, code as Language);
  if (bibliographic) fromIso.set(bibliographic, code as Language);
}

type Languages = Omit<SetTable<Language>, "bit"> & {
  /** The bit of a leaf. InvalidInput for a macro code, whose bit is never set: it names the leaves. */
  bit(code: string): number;
  /** The leaves of a code: those of a macro code, or the code itself. */
  leaves(code: string): readonly Language[];
  isMacro(code: string): boolean;
  /** The code for an ISO 639-2 one, bibliographic or terminological (`chi` and `zho` give zh), or undefined. */
  fromIso6392(code: string): Language | undefined;
  /** The ISO 639-2/B code, as ONIX uses it: zh, zh-Hans and zh-Hant give `chi`. Undefined if there is none. */
  iso6392b(code: string): string | undefined;
};

function leaves(code: string): readonly Language[] {
  const parsed = table.parse(code);
  return (expansions as Readonly<Partial<Record<Language, readonly Language[]>>>)[parsed] ?? [parsed];
}

const isMacro = (code: string): boolean => leaves(code)[0] !== code;

/** Bit 255 (`mis`) does for languages what ZZ does for territories. */
export const languages: Languages = {
  ...table,
  leaves,
  isMacro,
  bit(code) {
    if (isMacro(code)) {
      throw new InvalidInput("macro-language", `${code} is sold in parts: use ${leaves(code).join(" ")}`);
    }
    return table.bit(code);
  },
  fromIso6392: (code) => fromIso.get(code),
  iso6392b: (code) => toIso.get(table.parse(code)) ?? toIso.get(code.split("-")[0] ?? ""),
};

/** Every leaf, and bit 255; no macro bit. */
export const ALL_LANGUAGES: bigint = table.all;
