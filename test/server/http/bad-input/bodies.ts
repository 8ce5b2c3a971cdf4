import { gzipSync } from "node:zlib";
import { getIcapAddress } from "ethers";
import { MAX_JSON_BYTES } from "../../../../server/http/body.ts";
import type { Request } from "../../support/api.ts";
import { stranger } from "../../support/people.ts";
import { aWork, freshFingerprint } from "../../support/works.ts";

/** Bodies for POST /documents, and how each is refused. It is longer than other files because it is a table. */

const registrant = stranger().address;

/** A body as the gateway takes it, before it is spoilt. */
export function draft(work: Record<string, unknown> = {}, content: Record<string, unknown> = {}) {
  return { type: "Registration", content: { registrant, work: { ...aWork(), ...work }, ...content } };
}

type Body = Pick<Request, "body" | "headers" | "json">;
export type BadBody = [what: string, body: () => Body, status: number, code: string, errorCode?: string];

const json = { "content-type": "application/json" };
const text = (body: string): Body => ({ body, headers: json });
const bytes = (...body: number[]): Body => ({ body: new Uint8Array(body), headers: json });
const swappedCase = (address: string) =>
  address.replace(/[a-f]/i, (letter) => (letter < "a" ? letter.toLowerCase() : letter.toUpperCase()));
const nested = (depth: number, [open, close]: readonly [string, string]) =>
  `${open.repeat(depth)}1${close.repeat(depth)}`;

/** What anybody may send to the resource that takes the most. */
export const badBodies: BadBody[] = [
  ["no body", () => ({}), 415, "content-type-unsupported"],
  ["an empty body", () => text(""), 400, "body-missing"],
  ["a body that ends too early", () => text('{"type":"Registration"'), 400, "malformed-json"],
  ["a body that is no JSON", () => text("type=Registration"), 400, "malformed-json"],
  ["two bodies in one", () => text("{}{}"), 400, "malformed-json"],
  ["a comment", () => text('{"type":/* what */"Deposit"}'), 400, "malformed-json"],
  ["a number that JSON has not", () => text('{"type":NaN}'), 400, "malformed-json"],
  [
    "another content type",
    () => ({ body: "{}", headers: { "content-type": "text/plain" } }),
    415,
    "content-type-unsupported",
  ],
  [
    "a form",
    () => ({ body: "type=Deposit", headers: { "content-type": "application/x-www-form-urlencoded" } }),
    415,
    "content-type-unsupported",
  ],
  [
    "a body in an encoding that nobody knows",
    () => ({ body: "{}", headers: { ...json, "content-encoding": "rot13" } }),
    415,
    "encoding-unsupported",
  ],
  [
    "a body that says gzip and is none",
    () => ({ body: "{}", headers: { ...json, "content-encoding": "gzip" } }),
    400,
    "malformed-request",
  ],
  [
    "bytes that are no UTF-8",
    () => bytes(0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d),
    400,
    "invalid-utf8",
  ],
  ["a character cut in half", () => bytes(0x22, 0xe6, 0x98, 0x22), 400, "invalid-utf8"],
  ["a surrogate written as UTF-8", () => bytes(0x22, 0xed, 0xa0, 0x80, 0x22), 400, "invalid-utf8"],
  [
    "UTF-16",
    () => ({ body: new Uint8Array(Buffer.from("{}", "utf16le")), headers: json }),
    400,
    "malformed-json",
  ],
  ["a lone surrogate in a text", () => ({ json: draft({ title: "\ud800" }) }), 400, "lone-surrogate"],
  ["a lone surrogate, the low half", () => ({ json: draft({ title: "a\udc00b" }) }), 400, "lone-surrogate"],
  [
    "a lone surrogate in the name of a field",
    () => ({ json: { ...draft(), "\ud800": 1 } }),
    400,
    "lone-surrogate",
  ],
  [
    "a lone surrogate deep down",
    () => ({ json: draft({ creators: [{ name: "李\udfff" }] }) }),
    400,
    "lone-surrogate",
  ],
  [
    "a body of more than 1 MiB",
    () => text(JSON.stringify(draft({ description: "a".repeat(MAX_JSON_BYTES) }))),
    413,
    "body-too-large",
  ],
  [
    "a small body that unpacks to more than 1 MiB",
    () => ({
      body: new Uint8Array(gzipSync("1".repeat(MAX_JSON_BYTES * 20))),
      headers: { ...json, "content-encoding": "gzip" },
    }),
    413,
    "body-too-large",
  ],
  ["half a million arrays in one another", () => text(nested(500_000, ["[", "]"])), 422, "invalid-input"],
  [
    "objects nested deep in a known field",
    () => text(`{"type":"Registration","content":${nested(150_000, ['{"a":', "}"])}}`),
    422,
    "invalid-input",
  ],
  [
    "three hundred thousand wrong items",
    () => ({ json: draft({ creators: Array(300_000).fill(1) }) }),
    422,
    "invalid-input",
  ],
  ["null", () => text("null"), 422, "invalid-input", "invalid-type"],
  ["a list", () => text("[]"), 422, "invalid-input", "invalid-type"],
  ["a text", () => text('"Registration"'), 422, "invalid-input"],
  ["an unknown type of document", () => ({ json: { ...draft(), type: "Divorce" } }), 422, "invalid-input"],
  [
    "a type that the gateway prepares elsewhere",
    () => ({ json: { ...draft(), type: "Catalogue" } }),
    422,
    "invalid-input",
  ],
  ["no content", () => ({ json: { type: "Registration" } }), 422, "invalid-input"],
  [
    "an unknown field",
    () => ({ json: { ...draft(), urgent: true } }),
    422,
    "invalid-input",
    "unrecognized-keys",
  ],
  [
    "an unknown field of the content",
    () => ({ json: draft({}, { price: 1 }) }),
    422,
    "invalid-input",
    "unrecognized-keys",
  ],
  [
    "an unknown field of the work",
    () => ({ json: draft({ titel: "春" }) }),
    422,
    "invalid-input",
    "unrecognized-keys",
  ],
  [
    "__proto__ at the top",
    () => text(`{"__proto__":{"type":"Deposit"},${JSON.stringify(draft()).slice(1)}`),
    422,
    "invalid-input",
    "unrecognized-keys",
  ],
  [
    "__proto__ deep down",
    () => text(JSON.stringify(draft()).replace('"title"', '"__proto__":{"admin":true},"title"')),
    422,
    "invalid-input",
    "unrecognized-keys",
  ],
  [
    "__proto__ among names of any text",
    () =>
      text(
        `{"type":"Accreditation","content":{"accreditor":"${registrant}","institution":"${registrant}","name":"a","capacities":["bank"],"profile":{"names":{"__proto__":"x"}}}}`,
      ),
    422,
    "invalid-input",
    "unrecognized-keys",
  ],
  ["a constructor", () => ({ json: { ...draft(), constructor: { prototype: {} } } }), 422, "invalid-input"],
  [
    "a number for an account",
    () => ({ json: draft({}, { registrant: 1 }) }),
    422,
    "invalid-input",
    "invalid-type",
  ],
  ["a list for an account", () => ({ json: draft({}, { registrant: [registrant] }) }), 422, "invalid-input"],
  [
    "an account with a wrong checksum",
    () => ({ json: draft({}, { registrant: swappedCase(registrant) }) }),
    422,
    "invalid-input",
    "not-an-account",
  ],
  [
    "an account in the notation of banks",
    () => ({ json: draft({}, { registrant: getIcapAddress(registrant) }) }),
    422,
    "invalid-input",
    "not-an-account",
  ],
  [
    "an account without 0x",
    () => ({ json: draft({}, { registrant: registrant.slice(2) }) }),
    422,
    "invalid-input",
    "not-an-account",
  ],
  [
    "an account that is too short",
    () => ({ json: draft({}, { registrant: registrant.slice(0, -2) }) }),
    422,
    "invalid-input",
    "not-an-account",
  ],
  [
    "an object for a title",
    () => ({ json: draft({ title: { en: "Spring" } }) }),
    422,
    "invalid-input",
    "invalid-type",
  ],
  ["no title", () => ({ json: draft({ title: undefined }) }), 422, "invalid-input", "invalid-type"],
  ["an empty title", () => ({ json: draft({ title: "  " }) }), 422, "invalid-input", "too-short"],
  [
    "a title of 10,000 characters",
    () => ({ json: draft({ title: "春".repeat(10_000) }) }),
    422,
    "invalid-input",
    "too-long",
  ],
  [
    "a control character in a title",
    () => ({ json: draft({ title: "a\u0000b" }) }),
    422,
    "invalid-input",
    "control-character",
  ],
  [
    "a fingerprint of zeros",
    () => ({ json: draft({ fingerprint: "0".repeat(64) }) }),
    422,
    "invalid-input",
    "zero-fingerprint",
  ],
  [
    "a fingerprint that is too long",
    () => ({ json: draft({ fingerprint: "a".repeat(65) }) }),
    422,
    "invalid-input",
    "not-a-fingerprint",
  ],
  [
    "an unknown legal class",
    () => ({ json: draft({ legalClass: "poetry" }) }),
    422,
    "invalid-input",
    "invalid-value",
  ],
  ["an unknown trade class", () => ({ json: draft({ tradeClass: "D99" }) }), 422, "invalid-input"],
  [
    "a language that is none",
    () => ({ json: draft({ language: "中文" }) }),
    422,
    "invalid-input",
    "not-a-language-tag",
  ],
  [
    "an ISBN with a wrong check digit",
    () => ({ json: draft({ identifiers: [{ scheme: "isbn", value: "9787020002208" }] }) }),
    422,
    "invalid-input",
  ],
  [
    "a term that the law does not know for the class",
    () => ({
      json: draft({ legalClass: "audiovisual", protection: { basis: "natural-person", deathYear: 1980 } }),
    }),
    422,
    "invalid-input",
    "wrong-basis",
  ],
  [
    "a death year that is a fraction",
    () => ({ json: draft({ protection: { basis: "natural-person", deathYear: 1980.5 } }) }),
    422,
    "invalid-input",
  ],
  [
    "more shares than fit",
    () => ({
      json: draft(
        {},
        {
          coOwners: [
            { account: registrant, shares: 1e30 },
            { account: stranger().address, shares: 1 },
          ],
        },
      ),
    }),
    422,
    "invalid-input",
  ],
  [
    "more than 32 co-owners",
    () => ({
      json: draft(
        {},
        { coOwners: Array.from({ length: 33 }, () => ({ account: stranger().address, shares: 1 })) },
      ),
    }),
    422,
    "invalid-input",
    "too-big",
  ],
  [
    "more than 32 sources",
    () => ({ json: draft({}, { derivedFrom: Array.from({ length: 33 }, freshFingerprint) }) }),
    422,
    "invalid-input",
  ],
  [
    "a nonce of more than 256 bits",
    () => ({ json: { ...draft(), nonce: String(2n ** 256n) } }),
    422,
    "invalid-input",
  ],
  ["a negative nonce", () => ({ json: { ...draft(), nonce: "-1" } }), 422, "invalid-input"],
  ["a nonce as a number", () => ({ json: { ...draft(), nonce: 1 } }), 422, "invalid-input"],
  [
    "a deadline that is no time",
    () => ({ json: { ...draft(), deadline: "tomorrow" } }),
    422,
    "invalid-input",
  ],
  ["a deadline as a number", () => ({ json: { ...draft(), deadline: 4_102_444_800 } }), 422, "invalid-input"],
];
