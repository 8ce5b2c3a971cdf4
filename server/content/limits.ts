/** One IPFS block: content is never split, so its CID follows from its SHA-256 alone. */
export const MAX_CONTENT_BYTES = 1_048_576;
