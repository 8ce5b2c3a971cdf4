import { createHash } from "node:crypto";
import { expect } from "chai";
import { describe, it } from "mocha";
import {
  EMPTY_FINGERPRINT,
  fingerprint,
  fingerprinter,
  fingerprintStream,
  isWorkId,
  manifestBytes,
  manifestFingerprint,
  parseWorkId,
  textFingerprint,
} from "../../../server/domain/fingerprint.ts";
import { seeded } from "./random.ts";
import { expectRefusal } from "./refusal.ts";

const node = (data: string | Uint8Array): string => `0x${createHash("sha256").update(data).digest("hex")}`;
async function* oneByOne(pieces: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}

const ABC = "0xba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

describe("a work's id", () => {
  it("is read with or without 0x, in either case", () => {
    for (const text of [ABC, ABC.slice(2), ABC.toUpperCase(), ABC.slice(2).toUpperCase(), ` ${ABC}\n`]) {
      expect(parseWorkId(text)).to.equal(ABC);
    }
  });

  it("has no other form", () => {
    for (const text of ["", "0x", ABC.slice(0, -1), `${ABC}0`, `0x${ABC}`, `${ABC.slice(0, -1)}g`, "abc"]) {
      expectRefusal(() => parseWorkId(text), "not-a-fingerprint", "64 hex digits");
      expect(isWorkId(text)).to.equal(false);
    }
  });

  it("is never zero", () => {
    expectRefusal(() => parseWorkId("0".repeat(64)), "zero-fingerprint", "names no work");
    expectRefusal(() => parseWorkId(`0x${"0".repeat(64)}`), "zero-fingerprint");
    expect(isWorkId(`0x${"0".repeat(64)}`)).to.equal(false);
  });

  it("is recognised in the ledger's own form alone", () => {
    expect(isWorkId(ABC)).to.equal(true);
    for (const text of [ABC.slice(2), ABC.toUpperCase(), `${ABC} `]) expect(isWorkId(text)).to.equal(false);
  });
});

describe("the fingerprint of a file", () => {
  it("is its SHA-256", () => {
    expect(fingerprint(new TextEncoder().encode("abc"))).to.equal(ABC);
    expect(EMPTY_FINGERPRINT).to.equal(node(""));
  });

  it("is the same however the file is cut into pieces", async () => {
    const random = seeded(256);
    for (let round = 0; round < 50; round++) {
      const bytes = Uint8Array.from({ length: random.integer(0, 2000) }, () => random.integer(0, 255));
      const pieces: Uint8Array[] = [];
      for (let at = 0; at < bytes.length; ) {
        const end = at + random.integer(1, 300);
        pieces.push(bytes.subarray(at, end));
        at = end;
      }
      const hash = fingerprinter();
      for (const piece of pieces) hash.add(piece);
      expect(hash.finish()).to.equal(node(bytes));
      expect(await fingerprintStream(oneByOne(pieces))).to.equal(node(bytes));
    }
  });

  it("is taken from a stream that cannot be iterated over, as some browsers have it, and tells of progress", async () => {
    const stream = new Blob(["ab", "c"]).stream();
    const plain = { getReader: () => stream.getReader() } as ReadableStream<Uint8Array>;
    let heard = 0;
    const found = await fingerprintStream(plain, (length) => {
      heard += length;
    });
    expect([found, heard]).to.deep.equal([ABC, 3]);
  });
});

describe("the fingerprint of a text", () => {
  it("is the SHA-256 of its UTF-8 bytes after NFC", () => {
    expect(textFingerprint("登幽州臺歌")).to.equal(node("登幽州臺歌"));
    expect(textFingerprint("cafe\u0301")).to.equal(node("caf\u00e9"));
    expect(textFingerprint("a\n")).to.not.equal(textFingerprint("a"));
  });

  it("is not taken of nothing, or of half a character", () => {
    expectRefusal(() => textFingerprint(""), "empty-text");
    expectRefusal(() => textFingerprint("a\ud800"), "lone-surrogate");
  });
});

describe("the fingerprint of a work of many files", () => {
  const a = { path: "a.txt", sha256: ABC, size: 3 };
  const b = { path: "images/一.png", sha256: node("b").toUpperCase().slice(2), size: 0 };

  it("is the SHA-256 of the canonical list of paths, digests and sizes", () => {
    const json = `[{"path":"a.txt","sha256":"${ABC.slice(2)}","size":3},{"path":"images/一.png","sha256":"${node("b").slice(2)}","size":0}]`;
    expect(new TextDecoder().decode(manifestBytes([a, b]))).to.equal(json);
    expect(manifestFingerprint([a, b])).to.equal(node(json));
  });

  it("does not depend on the order of the files, nor on how a path is composed", () => {
    expect(manifestFingerprint([b, a])).to.equal(manifestFingerprint([a, b]));
    const composed = { ...a, path: "caf\u00e9" };
    expect(manifestFingerprint([{ ...a, path: "cafe\u0301" }])).to.equal(manifestFingerprint([composed]));
  });

  it("changes with every part", () => {
    const original = manifestFingerprint([a, b]);
    const others = [[a], [a, { ...b, size: 1 }], [a, { ...b, path: "b" }], [a, { ...b, sha256: ABC }]];
    for (const files of others) expect(manifestFingerprint(files)).to.not.equal(original);
  });

  it("refuses paths that lead out of the work or mean two things", () => {
    for (const path of [
      "",
      "/a",
      "a/",
      "a//b",
      "./a",
      "../a",
      "a/../b",
      "a\\b",
      "a\u0000b",
      "a\nb",
      "\ud800",
    ]) {
      expectRefusal(() => manifestFingerprint([{ ...a, path }]), "not-a-path", "relative path");
    }
  });

  it("refuses a file that is named twice, wrong sizes, wrong digests and an empty list", () => {
    expectRefusal(() => manifestFingerprint([a, b, { ...a, size: 4 }]), "path-repeated", '"a.txt" twice');
    for (const size of [-1, 1.5, 2 ** 53]) {
      expectRefusal(() => manifestFingerprint([{ ...a, size }]), "not-a-size", "length in bytes");
    }
    expectRefusal(() => manifestFingerprint([{ ...a, sha256: "abc" }]), "not-a-fingerprint");
    expectRefusal(() => manifestFingerprint([]), "empty-manifest");
  });
});
