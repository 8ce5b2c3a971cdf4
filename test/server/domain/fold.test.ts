import { DatabaseSync } from "node:sqlite";
import { expect } from "chai";
import { describe, it } from "mocha";
import { fold, tokens } from "../../../server/domain/fold.ts";
import { seeded } from "./random.ts";

describe("fold", () => {
  const same: [why: string, ...texts: string[]][] = [
    ["traditional and simplified", "登幽州臺歌", "登幽州台歌", "登幽州檯歌"],
    ["two traditional forms", "為", "爲", "为"],
    ["regional standards", "羣峯裏説", "群峰裡說", "群峰里说"],
    ["variants of the classics", "劒", "劔", "劍", "剑"],
    ["simplified forms that came late", "馀", "餘", "余"],
    ["full width", "Ａｂｃ　１２３", "ABC 123"],
    ["case", "STRASSE", "straße", "Straẞe"],
    ["final sigma", "ΟΔΥΣΣΕΥΣ", "οδυσσευς", "Οδυσσεύς"],
    ["diacritics", "Łódź Ørsted Æsop Đặng", "lodz orsted aesop dang"],
    ["composed and decomposed", "café", "cafe\u0301", "CAFE"],
    ["the dotted I", "İstanbul", "istanbul", "ISTANBUL"],
    ["ligatures and circled digits", "ﬁne ①", "fine 1"],
    ["compatibility ideographs", "豈", "\uf900", "岂"],
    ["Kangxi radicals", "⽔", "水"],
    ["half-width kana", "ｶﾞ", "ガ"],
    ["white space of any kind", " a\u3000\n\tb ", "a b"],
    ["invisible characters", "a\u200bb\u00adc\ufeff", "abc"],
    ["lone surrogates", "a\ud800b\udc00", "ab"],
    ["control characters", "a\u0000b", "a b"],
  ];
  for (const [why, first, ...others] of same) {
    it(`makes ${JSON.stringify([first, ...others])} the same: ${why}`, () => {
      for (const other of others) expect(fold(other as string)).to.equal(fold(first as string));
    });
  }

  it("writes Chinese in simplified characters", () => {
    expect(fold("《登幽州臺歌》陳子昂")).to.equal("《登幽州台歌》陈子昂");
  });

  it("keeps apart what differs", () => {
    for (const [one, other] of [
      ["春", "秋"],
      ["沈", "沉"],
      ["が", "か"],
      ["й", "и"],
      ["हि", "हा"],
      ["한", "하"],
    ] as const) {
      expect(fold(one)).to.not.equal(fold(other));
    }
  });

  it("changes nothing when it runs twice, whatever the characters", () => {
    const random = seeded(61);
    for (let point = 0; point < 0x30000; point += random.integer(1, 3)) {
      const text = `a${String.fromCodePoint(point)}${random.pick(["", "\u0301", "b"])}`;
      const once = fold(text);
      if (fold(once) !== once)
        expect.fail(`U+${point.toString(16)}: ${JSON.stringify([text, once, fold(once)])}`);
    }
  }).timeout(60_000);
});

describe("search tokens", () => {
  it("are the letters and digits of a text, one by one, without spaces and punctuation", () => {
    expect(tokens("《登幽州臺歌》")).to.deep.equal([..."登幽州台歌"]);
    expect(tokens("The Three-Body Problem, 3.")).to.deep.equal([..."thethreebodyproblem3"]);
    expect(tokens("𠀀x")).to.deep.equal(["𠀀", "x"]);
    expect(tokens("—— ！")).to.deep.equal([]);
    expect(tokens("")).to.deep.equal([]);
  });

  it("hold the tokens of each part of a text in a row, at any cut between characters", () => {
    const random = seeded(4);
    const texts = [
      "登幽州臺歌，其二",
      "Łódź—Straße 2",
      "三體 Three-Body",
      "हिन्दी भाषा",
      "한국어 책",
      "雕鐘說劒",
    ];
    for (let round = 0; round < 500; round++) {
      const whole = random.pick(texts);
      const characters = [...whole.normalize("NFC")];
      const start = random.integer(0, characters.length - 1);
      const part = characters.slice(start, random.integer(start + 1, characters.length)).join("");
      expect(` ${tokens(whole).join(" ")} `).to.contain(
        tokens(part).length ? ` ${tokens(part).join(" ")} ` : "",
      );
    }
  });

  for (const tokenizer of ["unicode61", "unicode61 remove_diacritics 0 categories 'L* N* M* Co'"]) {
    it(`find any part of a title as a phrase in FTS5 with ${tokenizer}`, () => {
      const database = new DatabaseSync(":memory:");
      database.exec(`CREATE VIRTUAL TABLE titles USING fts5(text, tokenize="${tokenizer}")`);
      const insert = database.prepare("INSERT INTO titles(rowid, text) VALUES (?, ?)");
      const find = database.prepare("SELECT rowid FROM titles WHERE titles MATCH ?");
      const titles = [
        "登幽州臺歌",
        "春江花月夜",
        "Łódź Roman",
        "𠀀𪚥龍",
        "한국어",
        "三體 Three-Body",
        "½ ②x²",
      ];
      for (const [row, title] of titles.entries()) insert.run(row, tokens(title).join(" "));
      for (const [row, title] of titles.entries()) {
        const all = tokens(title);
        for (let start = 0; start < all.length; start++) {
          for (let end = start + 1; end <= all.length; end++) {
            const found = find.all(`"${all.slice(start, end).join(" ")}"`).map(({ rowid }) => rowid);
            expect(found, all.slice(start, end).join(" ")).to.contain(row);
          }
        }
      }
      expect(find.all(`"${tokens("台歌").join(" ")}"`).map(({ rowid }) => rowid)).to.deep.equal([0]);
      expect(find.all(`"${tokens("歌台").join(" ")}"`)).to.deep.equal([]);
      database.close();
    });
  }
});
