import { base32 } from "multiformats/bases/base32";
import { CID } from "multiformats/cid";
import * as raw from "multiformats/codecs/raw";
import { create as createMultihash } from "multiformats/hashes/digest";
import { ContentError } from "./errors.ts";

/** SHA-256 of the content: `0x` and 64 lower-case hex digits. What the contracts keep. */
export type Digest = `0x${string}`;

/** The three names of one piece of content; each follows from the digest alone. */
export interface ContentId {
  readonly digest: Digest;
  /** CIDv1, raw codec, sha2-256, base32: `bafkrei…`, 59 characters. */
  readonly cid: string;
  /** `ipfs://` and the CID. */
  readonly uri: string;
}

const SHA2_256 = 0x12;
const DIGEST = /^0x[0-9a-f]{64}$/;
const CID_TEXT = /^bafkrei[a-z2-7]{52}$/;
const SCHEME = "ipfs://";

/** Whether the text is a digest in the ledger's spelling: `0x`, then 64 lower-case hex digits. */
export function isDigest(text: string): text is Digest {
  return DIGEST.test(text);
}

/**
 * The names of the content with this digest.
 * @throws ContentError `content-address-invalid` unless it is `0x` and 64 lower-case hex digits
 */
export function contentIdOf(digest: string): ContentId {
  if (!isDigest(digest)) throw invalid(digest, "a digest is 0x followed by 64 lower-case hex digits");
  const cid = CID.createV1(raw.code, createMultihash(SHA2_256, Buffer.from(digest.slice(2), "hex")));
  const text = cid.toString(base32);
  return { digest, cid: text, uri: SCHEME + text };
}

/**
 * Reads a CID in the only spelling the ledger writes, so that one content never has two names.
 * @throws ContentError `content-address-invalid` for other versions, codecs, hashes, bases and for uppercase
 */
export function parseCid(text: string): ContentId {
  const cid = CID_TEXT.test(text) ? decodeCid(text) : undefined;
  if (cid === undefined || cid.multihash.code !== SHA2_256 || cid.toString(base32) !== text) {
    throw invalid(text, "a CID here is version 1, raw, sha2-256, in lower-case base32 (bafkrei…)");
  }
  return contentIdOf(`0x${Buffer.from(cid.multihash.digest).toString("hex")}`);
}

/**
 * Reads `ipfs://<CID>`, with nothing after the CID.
 * @throws ContentError `content-address-invalid`
 */
export function parseContentUri(text: string): ContentId {
  if (!text.startsWith(SCHEME)) throw invalid(text, "a content URI is ipfs:// followed by a CID");
  return parseCid(text.slice(SCHEME.length));
}

/**
 * Reads any of the three names.
 * @throws ContentError `content-address-invalid`
 */
export function parseContentName(name: string): ContentId {
  if (name.startsWith("0x")) return contentIdOf(name);
  return name.startsWith(SCHEME) ? parseContentUri(name) : parseCid(name);
}

/** The CID as the object that IPFS libraries take. */
export function toCid(id: ContentId): CID {
  return CID.parse(id.cid, base32);
}

function decodeCid(text: string): CID | undefined {
  try {
    return CID.parse(text, base32);
  } catch {
    return undefined;
  }
}

function invalid(text: string, rule: string): ContentError {
  const shown = text.length > 80 ? `${text.slice(0, 80)}…` : text;
  return new ContentError(
    "content-address-invalid",
    `${JSON.stringify(shown)} is not a content name: ${rule}.`,
  );
}
