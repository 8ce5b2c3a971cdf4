import { SimpleMerkleTree } from "@openzeppelin/merkle-tree";
import { concat, keccak256, zeroPadValue } from "ethers";
import { type WorkEntry, workHash } from "./documents.ts";

/**
 * Merkle trees of catalogues and deposits. Both keep the order of their leaves, so that the proof of a run of
 * neighbouring works stays short: about twice the logarithm of the catalogue's size.
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
  const tree = SimpleMerkleTree.of([...hashes], { sortLeaves: false });
  return {
    root: tree.root,
    size: hashes.length,
    prove(start, end) {
      const { proof, proofFlags } = tree.getMultiProof(range(start, end));
      return { hashes: proof, flags: proofFlags };
    },
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
  const leaves = commitments.map((commitment) => depositLeaf(depositor, commitment));
  const tree = SimpleMerkleTree.of(leaves, { sortLeaves: false });
  return {
    root: tree.root,
    size: commitments.length,
    cite(start, end) {
      const { proof, proofFlags } = tree.getMultiProof(range(start, end));
      const salts = commitments.slice(start, end).map(({ salt }) => salt);
      return { root: tree.root, salts, proof, proofFlags };
    },
  };
}

/**
 * The leaf that OpenZeppelin's StandardMerkleTree makes of depositor, fingerprint and salt. That class encodes each
 * leaf anew for every proof, which for a catalogue takes longer than all the rest of its proofs.
 */
function depositLeaf(depositor: string, { fingerprint, salt }: Commitment): string {
  return keccak256(keccak256(concat([zeroPadValue(depositor, 32), fingerprint, salt])));
}

function range(start: number, end: number): number[] {
  return Array.from({ length: end - start }, (_, i) => start + i);
}
