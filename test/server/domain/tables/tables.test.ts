import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { expect } from "chai";
import { describe, it } from "mocha";
import { setTable } from "../../../../server/domain/tables/code-table.ts";
import { ALL_FORMATS } from "../../../../server/domain/tables/formats.ts";
import { tableHashes, tables } from "../../../../server/domain/tables/index.ts";
import { expectRefusal } from "../refusal.ts";

/** What stands on chain. A change here is a new version of the table, never a correction. */
const FROZEN = {
  territories: ["territories@1", "0x30108135ee72b4f9438cf30fcf4dac38c02193918ce38eaa35b3aa6766592c33"],
  languages: ["languages@1", "0x091c2bea05f524b640c06e4d91eccb6a250db3797d88e4e0be403def92df47c0"],
  rights: ["rights@1", "0x9831f5a6652144e836c680678c5b0120a0db239ef304ca2c73211a855b6b4f80"],
  formats: ["formats@1", "0xb971bad437dbcedd6d5f10c7502d4dce6e76578fb3912c2d1ad3390efa8e6459"],
  legalClasses: ["legalClasses@1", "0xc6e165459e0ed3c34bd68a3c8fef7d18b64e308091f4f34574bf533a0edcbef3"],
  tradeClasses: ["tradeClasses@1", "0x751fd8c276b9d9c8180c292b1dab332a9951ab3d75b78bee4ded9584affc9c2e"],
};

describe("code tables", () => {
  it("keep the versions and hashes that stand on chain", () => {
    const found = Object.entries(tableHashes()).map(([name, { id, hash }]) => [name, [id, hash]]);
    expect(Object.fromEntries(found)).to.deep.equal(FROZEN);
  });

  it("hash the canonical JSON of the version and its codes with their numbers", () => {
    const { tradeClasses } = tables;
    const pairs = tradeClasses.codes.map((code, position) => `["${code}",${position + 1}]`);
    const text = `["tradeClasses@1",[${pairs.join(",")}]]`;
    expect(tradeClasses.hash).to.equal(`0x${bytesToHex(keccak_256(new TextEncoder().encode(text)))}`);
  });

  it("change their hash with a bit, an order or an expansion, and keep it when a name is corrected", () => {
    const hash = (rows: [string, string, string][], expansions?: Record<string, string[]>) =>
      setTable({ id: "t@1", one: "a t", allowed: "t", rows, ...(expansions && { expansions }) }).hash;
    const original = hash([
      ["a", "A", "甲"],
      ["b", "B", "乙"],
    ]);
    expect(
      hash([
        ["a", "Alpha", "阿尔法"],
        ["b", "B", "乙"],
      ]),
    ).to.equal(original);
    const swapped = hash([
      ["b", "B", "乙"],
      ["a", "A", "甲"],
    ]);
    const expanded = hash(
      [
        ["a", "A", "甲"],
        ["b", "B", "乙"],
      ],
      { a: ["b"] },
    );
    expect(new Set([original, swapped, expanded])).to.have.lengthOf(3);
  });

  it("cannot be built with a code or a bit that is there twice", () => {
    const rows = [
      ["a", "A", "甲"],
      ["b", "B", "乙"],
    ] as const;
    const build = (numberOf: () => number) =>
      setTable({ id: "t@1", one: "a t", allowed: "t", rows, numberOf });
    expect(() => build(() => 7)).to.throw("t@1: b is there twice");
  });

  for (const [name, table] of Object.entries(tables)) {
    it(`${name}: every code has a number of its own, and names in both languages`, () => {
      const numbers = new Set<unknown>();
      for (const code of table.codes) {
        expect(table.has(code)).to.equal(true);
        expect(table.parse(code)).to.equal(code);
        expect(table.name(code, "en")).to.match(/^[^\p{Script=Han}]+$/u);
        expect(table.name(code, "zh-CN")).to.match(/\p{Script=Han}/u);
        numbers.add("index" in table ? table.index(code) : table.codes.indexOf(code as never));
      }
      expect(numbers.size).to.equal(table.codes.length);
    });

    it(`${name}: an unknown code is refused with what is allowed`, () => {
      expectRefusal(() => table.parse("nothing"), "unknown-code", `"nothing" is not a`);
      expectRefusal(() => table.name("", "en"), "unknown-code", `(${table.id})`);
      expect(table.has("nothing")).to.equal(false);
    });
  }

  it("suggest the code that differs only in its case", () => {
    expectRefusal(() => tables.territories.bit("jp"), "unknown-code", 'did you mean "JP"?');
    expectRefusal(() => tables.languages.mask(["ZH-hans"]), "unknown-code", 'did you mean "zh-Hans"?');
  });

  it("show no more of a wrong code than fits into a sentence", () => {
    expectRefusal(() => tables.formats.bit("x".repeat(5000)), "unknown-code", /^"x{40}" is not a format/);
  });

  for (const table of [tables.territories, tables.languages, tables.rights, tables.formats]) {
    it(`${table.id}: masks and codes turn into each other`, () => {
      const codes = table.codesIn(table.all);
      expect(table.mask(codes)).to.equal(table.all);
      for (const code of codes) {
        expect(table.codesIn(table.mask([code]))).to.deep.equal([code]);
        expect(table.code(table.bit(code))).to.equal(code);
        expect(table.mask([code])).to.equal(1n << BigInt(table.bit(code)));
      }
      expect(table.codesIn(0n)).to.deep.equal([]);
      expect(table.mask([])).to.equal(0n);
    });

    it(`${table.id}: refuses bits that stand for nothing`, () => {
      expectRefusal(() => table.codesIn(1n << 300n), "unknown-code", table.id);
      expectRefusal(() => table.codesIn(-1n), "unknown-code", table.id);
      expectRefusal(() => table.code(250), "unknown-code", "number 250");
    });
  }

  it("number classes from 1, so that 0 is none", () => {
    expect(tables.legalClasses.index("written")).to.equal(1);
    expect(tables.legalClasses.code(20)).to.equal("broadcast");
    expect(tables.tradeClasses.index("D01")).to.equal(1);
    expect(tables.tradeClasses.code(38)).to.equal("X99");
    expectRefusal(() => tables.legalClasses.code(0), "unknown-code");
    expectRefusal(() => tables.tradeClasses.code(39), "unknown-code");
  });

  it("leave bit 30 of the formats free", () => {
    expect(tables.formats.codes).to.have.lengthOf(31);
    expect(tables.formats.bit("other")).to.equal(31);
    expect(ALL_FORMATS).to.equal(0xbfff_ffffn);
  });
});
