import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/**
 * Bytes that only the holders of their key can read (AES-256-GCM), one key per document. GCM alone would let somebody
 * make one ciphertext that opens to two texts under two keys; the commitment to the key rules that out, so that the
 * digest of what is sealed stands for one text.
 *
 * Layout: magic, commitment (32 bytes), nonce (12), tag (16), ciphertext. Magic and commitment are authenticated.
 */

const MAGIC = Buffer.from("CDLSEAL1", "ascii");
const COMMITMENT_END = MAGIC.length + 32;
const NONCE_END = COMMITMENT_END + 12;
const TAG_END = NONCE_END + 16;

/** Bytes by which what is sealed is longer. */
export const SEAL_BYTES: number = TAG_END;

export function newSealKey(): Buffer {
  return randomBytes(32);
}

export function seal(plain: Uint8Array, key: Uint8Array): Buffer {
  const head = Buffer.concat([MAGIC, commitmentTo(key)]);
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(head);
  const encrypted = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([head, nonce, cipher.getAuthTag(), encrypted]);
}

/** @returns null when the key is another one, or any byte is not as it was sealed */
export function unseal(sealed: Uint8Array, key: Uint8Array): Buffer | null {
  const bytes = Buffer.from(sealed);
  if (bytes.length < TAG_END || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) return null;
  const head = bytes.subarray(0, COMMITMENT_END);
  if (!timingSafeEqual(head.subarray(MAGIC.length), commitmentTo(key))) return null;
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(COMMITMENT_END, NONCE_END))
    .setAAD(head)
    .setAuthTag(bytes.subarray(NONCE_END, TAG_END));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(TAG_END)), decipher.final()]);
  } catch {
    return null;
  }
}

function commitmentTo(key: Uint8Array): Buffer {
  return createHmac("sha256", key).update(MAGIC).digest();
}
