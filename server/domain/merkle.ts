import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesToHex, concatBytes, hexToBytes } from "@noble/hashes/utils.js";
import { type WorkEntry, workHash } from "./documents.ts";

/**
 * Merkle trees of catalogues and deposits, node for node those of OpenZeppelin's library, which checks and encodes
 * every leaf anew for each proof: for a catalogue that takes longer than everything else about it. Both keep the
 * order of their leaves, so that the proof of a run of neighbouring works stays short: about twice the logarithm of
 * the catalogue's size.
 */

/** Proof that a run of works belongs to a catalogue, as WorkRegistry takes it. */
export interface CatalogueProof {
  readonly hashes: string[];
  readonly flags: boolean[];
}

export interface CatalogueTree {
  readonly root: string;
  readonly size: number;
  /** Proof for the works from `start` to `end`, the latter excluded. */
  prove(start: number, end: number): CatalogueProof;
}

/** The tree over the EIP-712 hashes of works, in their order. */
export function catalogueTree(hashes: readonly string[]): CatalogueTree {
  const nodes = nodesOver(hashes.map(fromHex));
  return {
    root: rootOf(nodes),
    size: hashes.length,
    prove: (start, end) => proofOf(nodes, start, end),
  };
}

export function catalogueTreeOf(works: readonly WorkEntry[]): CatalogueTree {
  return catalogueTree(works.map(workHash));
}

/** One commitment of a deposit. The salt keeps what it commits to secret; it is the depositor's to keep. */
export interface Commitment {
  readonly fingerprint: string;
  readonly salt: string;
}

/** Proof that fingerprints stand in a deposit, as the contracts take it. */
export interface Citation {
  readonly root: string;
  readonly salts: string[];
  readonly proof: string[];
  readonly proofFlags: boolean[];
}

/** What stands where no deposit is cited. */
export const noCitation: Citation = { root: `0x${"0".repeat(64)}`, salts: [], proof: [], proofFlags: [] };

export interface DepositTree {
  readonly root: string;
  readonly size: number;
  /** Cites the commitments from `start` to `end`, the latter excluded. */
  cite(start: number, end: number): Citation;
}

/** The tree over a depositor's commitments: leaves name the depositor, so a copied root is of no use. */
export function depositTree(depositor: string, commitments: readonly Commitment[]): DepositTree {
  const nodes = nodesOver(commitments.map((commitment) => depositLeaf(depositor, commitment)));
  const root = rootOf(nodes);
  return {
    root,
    size: commitments.length,
    cite(start, end) {
      const salts = commitments.slice(start, end).map(({ salt }) => salt);
      const { hashes, flags } = proofOf(nodes, start, end);
      return { root, salts, proof: hashes, proofFlags: flags };
    },
  };
}

/** Hashed twice, so that no leaf can pass for a pair of nodes. */
function depositLeaf(depositor: string, { fingerprint, salt }: Commitment): Uint8Array {
  const account = concatBytes(new Uint8Array(12), fromHex(depositor));
  return keccak_256(keccak_256(concatBytes(account, fromHex(fingerprint), fromHex(salt))));
}

/** The tree as a heap: the root first, the children of node i at 2i + 1 and 2i + 2, the first leaf last. */
function nodesOver(leaves: readonly Uint8Array[]): Uint8Array[] {
  if (leaves.length === 0) throw new RangeError("a tree has at least one leaf");
  const nodes = new Array<Uint8Array>(2 * leaves.length - 1);
  for (const [index, leaf] of leaves.entries()) nodes[nodes.length - 1 - index] = leaf;
  for (let index = leaves.length - 2; index >= 0; index -= 1) {
    nodes[index] = hashOfPair(nodeAt(nodes, 2 * index + 1), nodeAt(nodes, 2 * index + 2));
  }
  return nodes;
}

/** The contracts climb from the last node of the heap to its root, and ask at each pair for what they do not have. */
function proofOf(nodes: readonly Uint8Array[], start: number, end: number): CatalogueProof {
  const known = Array.from({ length: end - start }, (_, index) => nodes.length - 1 - start - index);
  const hashes: string[] = [];
  const flags: boolean[] = [];
  for (let at = 0; (known[at] ?? 0) > 0; at += 1) {
    const node = known[at] ?? 0;
    const sibling = node % 2 === 0 ? node - 1 : node + 1;
    const have = known[at + 1] === sibling;
    flags.push(have);
    if (have) at += 1;
    else hashes.push(toHex(nodeAt(nodes, sibling)));
    known.push(Math.floor((node - 1) / 2));
  }
  return { hashes, flags };
}

function hashOfPair(a: Uint8Array, b: Uint8Array): Uint8Array {
  return keccak_256(isAfter(a, b) ? concatBytes(b, a) : concatBytes(a, b));
}

function isAfter(a: Uint8Array, b: Uint8Array): boolean {
  const at = a.findIndex((byte, index) => byte !== b[index]);
  return (a[at] ?? 0) > (b[at] ?? 0);
}

function nodeAt(nodes: readonly Uint8Array[], index: number): Uint8Array {
  const node = nodes[index];
  if (!node) throw new RangeError(`the tree has no node ${index}`);
  return node;
}

function rootOf(nodes: readonly Uint8Array[]): string {
  return toHex(nodeAt(nodes, 0));
}

function fromHex(value: string): Uint8Array {
  return hexToBytes(value.slice(2));
}

function toHex(bytes: Uint8Array): string {
  return `0x${bytesToHex(bytes)}`;
}
