/* What people did for a work, with names in both languages. The list is not on chain and may grow. */
const ROLES = {
  author: ["Author", "作者"],
  translator: ["Translator", "译者"],
  illustrator: ["Illustrator", "插画作者"],
  editor: ["Editor", "主编"],
  compiler: ["Compiler", "汇编者"],
  adapter: ["Adapter", "改编者"],
  annotator: ["Annotator", "注释者"],
  composer: ["Composer", "作曲"],
  lyricist: ["Lyricist", "作词"],
  arranger: ["Arranger", "编曲"],
  director: ["Director", "导演"],
  screenwriter: ["Screenwriter", "编剧"],
  producer: ["Producer", "制作者"],
  choreographer: ["Choreographer", "编舞"],
  performer: ["Performer", "表演者"],
  narrator: ["Narrator", "演播者"],
  artist: ["Artist", "美术作者"],
  calligrapher: ["Calligrapher", "书法作者"],
  photographer: ["Photographer", "摄影"],
  designer: ["Designer", "设计者"],
  architect: ["Architect", "建筑师"],
  cartographer: ["Cartographer", "地图编制者"],
  programmer: ["Programmer", "程序作者"],
  broadcaster: ["Broadcaster", "广播电台、电视台"],
  other: ["Other contributor", "其他"],
} as const;

/** What a person or an organisation did for a work. */
export type CreatorRole = keyof typeof ROLES;

export const creatorRoles = Object.keys(ROLES) as [CreatorRole, ...CreatorRole[]];

export function isCreatorRole(text: string): text is CreatorRole {
  return Object.hasOwn(ROLES, text);
}

/** The name of a role for people. */
export function roleName(role: CreatorRole, locale: "en" | "zh-CN"): string {
  return ROLES[role][locale === "en" ? 0 : 1];
}
