import { expect } from "chai";
import { describe, it } from "mocha";
import { parseFormats, writeFormats } from "../../../../server/domain/scope/formats.ts";
import { ALL_FORMATS, formats } from "../../../../server/domain/tables/formats.ts";
import { seeded } from "../random.ts";
import { expectRefusal } from "../refusal.ts";
import { randomMask } from "./masks.ts";

describe("formats in words", () => {
  it("are codes or names, or all with what is left out", () => {
    expect(writeFormats(parseFormats("audiobook E-Book"))).to.equal("e-book audiobook");
    expect(parseFormats("电子书、有声书")).to.equal(formats.mask(["e-book", "audiobook"]));
    expect(parseFormats("ALL ex film")).to.equal(ALL_FORMATS & ~formats.mask(["film"]));
    expect(writeFormats(ALL_FORMATS)).to.equal("ALL");
  });

  it("are read again as they were written", () => {
    const random = seeded(11);
    for (let round = 0; round < 200; round += 1) {
      const mask = randomMask(random, ALL_FORMATS);
      expect(parseFormats(writeFormats(mask)), writeFormats(mask)).to.equal(mask);
    }
  });

  it("refuse what they do not know, at its place", () => {
    expectRefusal(
      () => parseFormats("e-book vinyl"),
      "unknown-code",
      /^character 8: "vinyl" is not a format: use ALL, or/,
    );
    expectRefusal(() => parseFormats(""), "empty-scope");
    expectRefusal(() => writeFormats(1n << 30n), "unknown-code");
  });
});
