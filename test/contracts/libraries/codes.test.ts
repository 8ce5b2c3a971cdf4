import { expect } from "chai";
import type { BaseContract } from "ethers";
import { before, describe, it } from "mocha";
import { tables } from "../../../server/domain/tables/index.ts";
import { ethers } from "../support/chain.ts";
import { type Random, randomFrom } from "../support/random.ts";

const FUZZED_TEXTS = 2_000;
const AT_ONCE = 500;

const classes = [
  { method: "legalClass", table: tables.legalClasses },
  { method: "tradeClass", table: tables.tradeClasses },
] as const;

/** Texts that are near a code and mostly none. */
function variationsOf(code: string): string[] {
  return [
    code.toUpperCase(),
    code.toLowerCase(),
    ` ${code}`,
    `${code} `,
    `${code}\0`,
    `\0${code}`,
    `${code}${"\0".repeat(32 - code.length)}`,
    `${code}${"\0".repeat(64 - code.length)}`,
    `${code}${"\0".repeat(256)}`,
    code.slice(0, -1),
    code.slice(1),
    code + code,
    `${code}s`,
    `${code.slice(0, -1)}\0`,
    code.replace("-", "_"),
    code.replace("-", ""),
  ];
}

function mutated(random: Random, code: string): string {
  const position = random.int(0, code.length - 1);
  return code.slice(0, position) + String.fromCharCode(random.int(0, 255)) + code.slice(position + 1);
}

describe("Codes", () => {
  let probe: BaseContract;
  const indices = async (method: string, texts: string[]): Promise<number[]> => {
    const answers: bigint[] = [];
    for (let i = 0; i < texts.length; i += AT_ONCE) {
      answers.push(...(await probe.getFunction(method)(texts.slice(i, i + AT_ONCE))));
    }
    return answers.map(Number);
  };

  before(async () => {
    probe = await ethers.deployContract("CodesProbe");
  });

  for (const { method, table } of classes) {
    const expected = (texts: readonly string[]) =>
      texts.map((text) => (table.has(text) ? table.index(text) : 0));

    it(`${method} knows every code of ${table.id} by the number that the table gives it`, async () => {
      const codes = [...table.codes];
      expect(await indices(method, codes)).to.deep.equal(expected(codes));
      expect(expected(codes)).to.deep.equal(codes.map((_, i) => i + 1));
    });

    it(`${method} knows nothing else: not what is empty, longer, shorter, filled up or written otherwise`, async () => {
      const texts = ["", " ", "\0", "\0".repeat(32), "unknown", ...table.codes.flatMap(variationsOf)];
      expect(await indices(method, texts)).to.deep.equal(expected(texts));
    });

    it(`${method} agrees with the table on codes with any one character changed`, async () => {
      const random = randomFrom(table.codes.length);
      const texts = Array.from({ length: FUZZED_TEXTS }, () => mutated(random, random.pick(table.codes)));
      expect(await indices(method, texts)).to.deep.equal(expected(texts));
    });
  }

  it("tradeClass agrees with the table on every capital letter with every two digits", async () => {
    const { method, table } = classes[1];
    const letters = Array.from({ length: 26 }, (_, i) => String.fromCharCode(65 + i));
    const texts = letters.flatMap((letter) =>
      Array.from({ length: 100 }, (_, n) => `${letter}${String(n).padStart(2, "0")}`),
    );
    const found = await indices(method, texts);
    expect(texts.filter((_, i) => found[i] !== 0)).to.have.members([...table.codes]);
  });
});
