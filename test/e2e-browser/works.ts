/** Tang poems in the public domain, and one song in English: what the tests import. */
export const deng = {
  title: "登幽州臺歌",
  creators: [{ name: "陳子昂", role: "author" }],
  language: "zh-Hant",
  genre: "诗",
  text: "前不見古人，後不見來者。\n念天地之悠悠，獨愴然而涕下。",
};

const chunxiao = {
  title: "春曉",
  creators: [{ name: "孟浩然", role: "author" }],
  language: "zh-Hant",
  genre: "诗",
  text: "春眠不覺曉，處處聞啼鳥。\n夜來風雨聲，花落知多少。",
};

const song = {
  title: "Spring Song",
  originalTitle: "春之歌",
  creators: [
    { name: "Ada Wong", role: "composer" },
    { name: "Ben Li", role: "lyricist" },
  ],
  language: "en",
  legalClass: "musical",
  tradeClass: "A02",
  text: "Spring came early to the northern wall.",
};

/** More than one page of results for one word. */
const series = Array.from({ length: 24 }, (_, index) => ({
  title: `夜坐 其${index + 1}`,
  creators: [{ name: "白居易", role: "author" }],
  language: "zh-Hant",
  genre: "诗",
  text: `庭前盡日立到夜，燈下有時坐徹明。其${index + 1}`,
}));

export const works = [deng, chunxiao, song, ...series];
