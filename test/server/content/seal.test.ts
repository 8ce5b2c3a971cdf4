import { expect } from "chai";
import { describe, it } from "mocha";
import { newSealKey, SEAL_BYTES, seal, unseal } from "../../../server/content/seal.ts";

const key = newSealKey();
const plain = Buffer.from("本合同一式两份");

describe("a seal", () => {
  it("opens with its key to what was sealed, be it nothing", () => {
    expect(unseal(seal(plain, key), key)).to.deep.equal(plain);
    expect(unseal(seal(Buffer.alloc(0), key), key)).to.deep.equal(Buffer.alloc(0));
    expect(seal(plain, key).length).to.equal(plain.length + SEAL_BYTES);
  });

  it("does not open with another key", () => {
    expect(unseal(seal(plain, key), newSealKey())).to.equal(null);
  });

  it("does not open when any of its bytes has changed, or some are missing", () => {
    const sealed = seal(plain, key);
    for (const [place, byte] of sealed.entries()) {
      const changed = Buffer.from(sealed);
      changed[place] = byte ^ 1;
      expect(unseal(changed, key), `byte ${place}`).to.equal(null);
    }
    for (let length = 0; length < sealed.length; length += 1) {
      expect(unseal(sealed.subarray(0, length), key)).to.equal(null);
    }
  });

  it("tells nobody whether the same was sealed twice", () => {
    expect(seal(plain, key).equals(seal(plain, key))).to.equal(false);
  });
});
