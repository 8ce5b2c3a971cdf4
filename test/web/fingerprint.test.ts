import { expect } from "chai";
import { describe, it } from "mocha";
import { asFingerprint } from "../../web/fingerprint.ts";

const digits = "5b92d61d7dddb6055ca1862621eb77e79d512c748ca11fc09bf5818cad0bc3ce";

describe("asFingerprint", () => {
  it("reads a SHA-256 in every usual writing", () => {
    for (const text of [digits, `0x${digits}`, ` ${digits.toUpperCase()}\n`]) {
      expect(asFingerprint(text)).to.equal(`0x${digits}`);
    }
  });

  it("takes nothing else for one", () => {
    for (const text of ["", "春", digits.slice(1), `${digits}0`, `0x${"0".repeat(64)}`, "g".repeat(64)]) {
      expect(asFingerprint(text), text).to.equal(null);
    }
  });
});
