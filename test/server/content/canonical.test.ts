import { expect } from "chai";
import { describe, it } from "mocha";
import { decodeCanonicalJson, decodeUtf8, encodeCanonicalJson } from "../../../server/content/canonical.ts";
import { MAX_CONTENT_BYTES } from "../../../server/content/limits.ts";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const encoded = (value: unknown): string => decodeUtf8(encodeCanonicalJson(value));

function refused(call: () => unknown, code = "content-not-json"): void {
  expect(call).to.throw().with.property("code", code);
}

describe("canonical JSON", () => {
  it("gives the same bytes whatever the order of the keys", () => {
    const one = { title: "登幽州臺歌", creators: [{ name: "陳子昂", role: "author" }], year: 696 };
    const other = { year: 696, creators: [{ role: "author", name: "陳子昂" }], title: "登幽州臺歌" };
    expect(encodeCanonicalJson(one)).to.deep.equal(encodeCanonicalJson(other));
    expect(encoded(one)).to.equal(
      '{"creators":[{"name":"陳子昂","role":"author"}],"title":"登幽州臺歌","year":696}',
    );
  });

  it("orders keys by UTF-16 units (RFC 8785 §3.2.3)", () => {
    const keys = ["\u20ac", "\r", "\ufb33", "1", "\u{1f600}", "\u0080", "\u00f6"];
    const value = decodeCanonicalJson(encodeCanonicalJson(Object.fromEntries(keys.map((key) => [key, 0]))));
    const order = ["1", "\r", "\u0080", "\u00f6", "\u20ac", "\u{1f600}", "\ufb33"];
    expect(Object.keys(value as object)).to.deep.equal(order);
  });

  it("writes numbers and strings as RFC 8785 does", () => {
    const numbers = ["333333333.33333329", "1E30", "4.50", "2e-3", "1e-27", "-0", "1e21", "9007199254740993"];
    expect(encoded(numbers.map(Number))).to.equal(
      "[333333333.3333333,1e+30,4.5,0.002,1e-27,0,1e+21,9007199254740992]",
    );
    expect(encoded('\u20ac$\u000f\nA\'B"\\\\"/')).to.equal('"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"');
  });

  it("leaves out properties that are undefined", () => {
    expect(encoded({ title: "x", genre: undefined })).to.equal('{"title":"x"}');
  });

  it("reads back what it wrote, however deep", () => {
    const depth = 10_000;
    const deep = bytesOf("[".repeat(depth) + "]".repeat(depth));
    expect(encodeCanonicalJson(decodeCanonicalJson(deep))).to.deep.equal(deep);
  });

  const circular: { self?: unknown } = {};
  circular.self = circular;
  const unsayable = {
    "a lone surrogate in a value": { title: "\ud83d" },
    "a lone surrogate in a key": { "\udc00": 1 },
    NaN: { price: Number.NaN },
    infinity: [Number.NEGATIVE_INFINITY],
    "a bigint": { amount: 1n },
    "a cycle": circular,
    nothing: undefined,
    "a function": () => 1,
  };
  for (const [what, value] of Object.entries(unsayable)) {
    it(`refuses ${what}`, () => {
      refused(() => encodeCanonicalJson(value));
    });
  }

  it("takes a document of exactly 1 MiB and none of a byte more", () => {
    expect(encodeCanonicalJson("x".repeat(MAX_CONTENT_BYTES - 2)).length).to.equal(MAX_CONTENT_BYTES);
    refused(() => encodeCanonicalJson("x".repeat(MAX_CONTENT_BYTES - 1)), "content-too-large");
    refused(() => encodeCanonicalJson("春".repeat(MAX_CONTENT_BYTES / 3)), "content-too-large");
  });
});

describe("reading canonical JSON", () => {
  it("gives the value", () => {
    expect(decodeCanonicalJson(bytesOf('{"a":[1,"春",null]}'))).to.deep.equal({ a: [1, "春", null] });
  });

  const faults = {
    "a key given twice": '{"a":1,"a":2}',
    "keys out of order": '{"b":1,"a":2}',
    "spare blanks": '{"a": 1}',
    "a line end after it": '{"a":1}\n',
    "a number in another spelling": "[1.0]",
    "a needless escape": '["\\u0061"]',
    "an escaped lone surrogate": '["\\ud83d"]',
    "a byte order mark": "\ufeff{}",
    "a comma too many": "[1,]",
    "no text at all": "",
  };
  for (const [fault, text] of Object.entries(faults)) {
    it(`refuses ${fault}`, () => {
      refused(() => decodeCanonicalJson(bytesOf(text)));
    });
  }

  const broken = {
    "a stray byte": [0xff],
    "a cut character": [0xe6, 0x98],
    "an encoded surrogate": [0xed, 0xa0, 0xbd],
  };
  for (const [fault, bytes] of Object.entries(broken)) {
    it(`refuses ${fault}, which is not UTF-8`, () => {
      refused(() => decodeUtf8(Uint8Array.from(bytes)));
      refused(() => decodeCanonicalJson(Uint8Array.from([0x22, ...bytes, 0x22])));
    });
  }
});
