import { expect } from "chai";
import { before, describe, it } from "mocha";
import { ethers } from "../support/chain.ts";

const capacities = [
  "registrar",
  "bank",
  "appraiser",
  "insurer",
  "arbitrator",
  "mediator",
  "court",
  "tax-authority",
  "rating-agency",
  "notary",
];

const bitOf = (capacity: string): bigint => 1n << BigInt(capacities.indexOf(capacity));

/** Which capacities are entitled to which kinds of attestation. */
const kinds: [string, string[]][] = [
  ["registration-certificate", ["registrar"]],
  ["contract-recordal", ["registrar"]],
  ["pledge-registration", ["registrar"]],
  ["valuation", ["appraiser"]],
  ["export-credit-policy", ["insurer"]],
  ["tax-zero-rate", ["tax-authority"]],
  ["credit-rating", ["rating-agency"]],
  ["guarantee", ["bank", "insurer"]],
  ["notarial-act", ["notary"]],
];

/** Texts that look like a word, or whose bytes begin like it. */
const near = (word: string) => [
  word.toUpperCase(),
  ` ${word}`,
  `${word}\0`,
  `${word}${"\0".repeat(32 - word.length)}`,
  `${word}${"\0".repeat(40)}`,
  `${word}s`,
  word.slice(0, -1),
];

describe("InstitutionWords", () => {
  let call: (method: string, text: string) => Promise<unknown>;

  before(async () => {
    const probe = await ethers.deployContract("InstitutionWordsProbe");
    call = (method, text) => probe.getFunction(method)(text);
  });

  it("reads each capacity as a bit of its own", async () => {
    for (const word of capacities) expect(await call("capacities", word), word).to.equal(bitOf(word));
  });

  it("reads several capacities parted by single spaces, in any order, also one twice", async () => {
    expect(await call("capacities", "notary registrar")).to.equal(bitOf("notary") | bitOf("registrar"));
    expect(await call("capacities", capacities.join(" "))).to.equal(0x3ffn);
    expect(await call("capacities", "bank bank")).to.equal(bitOf("bank"));
  });

  it("refuses no capacity, unknown ones, and other partings", async () => {
    const texts = [
      "",
      " ",
      "bank ",
      " bank",
      "bank  insurer",
      "bank,insurer",
      "bank\tinsurer",
      "bank\ninsurer",
      "bank\u00a0insurer",
      "bankinsurer",
      "bank nobody",
      "nobody bank",
      "a-word-that-is-longer-than-thirty-two-bytes",
      ...capacities.flatMap(near),
      ...capacities.flatMap((word) => near(word).map((text) => `${text} court`)),
    ];
    for (const text of texts) expect(await call("capacities", text), JSON.stringify(text)).to.equal(0n);
  });

  it("knows each kind of attestation, and the capacities that entitle to it", async () => {
    for (const [i, [word, entitled]] of kinds.entries()) {
      const bits = entitled.map(bitOf).reduce((a, b) => a | b);
      expect(await call("kind", word), word).to.deep.equal([BigInt(i + 1), bits]);
    }
  });

  it("knows no other kinds", async () => {
    for (const text of ["", "certificate", "bank", ...kinds.flatMap(([word]) => near(word))]) {
      expect(await call("kind", text), JSON.stringify(text)).to.deep.equal([0n, 0n]);
    }
  });

  it("reads the three standings and no others", async () => {
    const standings = ["accredited", "suspended", "revoked"];
    for (const [i, word] of standings.entries()) {
      expect(await call("standing", word)).to.equal(BigInt(i + 1));
    }
    for (const text of ["", "none", "Accredited", ...standings.flatMap(near)]) {
      expect(await call("standing", text), JSON.stringify(text)).to.equal(0n);
    }
  });

  it("reads a currency by its form: three capital letters, or nothing", async () => {
    expect(await call("currency", "")).to.deep.equal([true, "0x000000"]);
    expect(await call("currency", "CNY")).to.deep.equal([true, "0x434e59"]);
    expect(await call("currency", "AZA")).to.deep.equal([true, "0x415a41"]);
    for (const text of ["CN", "CNYY", "cny", "CNy", "C1Y", "@BC", "AB[", "A C", "人", "C\0Y"]) {
      expect(await call("currency", text), text).to.deep.equal([false, "0x000000"]);
    }
  });
});
