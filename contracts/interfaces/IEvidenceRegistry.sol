// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IDocuments} from "./IDocuments.sol";

/// @title EvidenceRegistry: deposits of commitments, for priority and evidence
/// @notice A deposit is the Merkle root over any number of salted commitments. It reveals nothing, and since each
/// leaf names its depositor, a copied root is worth nothing to who copies it.
///
/// Leaf: keccak256(keccak256(abi.encode(address depositor, bytes32 fingerprint, bytes32 salt))); node: keccak256 of
/// the sorted pair (the standard tree of OpenZeppelin's merkle-tree library, types address, bytes32, bytes32).
///
/// Safety: the time of a deposit is that of its block. What was true before the deposit is not shown by it. Liveness
/// needs nobody's cooperation.
interface IEvidenceRegistry is IDocuments {
    /// @notice Deposits commitments.
    /// @param depositor Who deposits.
    /// @param root Merkle root; not zero.
    /// @param count How many commitments, from 1.
    /// @param manifest SHA-256 of the depositor's own list of what it deposited; zero if there is none.
    /// @param nonce The depositor's unspent nonce.
    /// @param deadline Last second (Unix time) at which the document may be used.
    struct Deposit {
        address depositor;
        bytes32 root;
        uint32 count;
        bytes32 manifest;
        uint256 nonce;
        uint256 deadline;
    }

    /// @notice Proof that fingerprints stand in an earlier deposit.
    /// @param root Root of the deposit; zero where none is cited.
    /// @param salts One salt for each fingerprint, in the order of the tree's leaves.
    /// @param proof Merkle multiproof.
    /// @param proofFlags Its flags.
    struct Citation {
        bytes32 root;
        bytes32[] salts;
        bytes32[] proof;
        bool[] proofFlags;
    }

    /// @notice Commitments were deposited.
    event Deposited(bytes32 indexed root, address indexed depositor, uint32 count, bytes32 manifest);

    error EvidenceRegistry__RootMissing();
    error EvidenceRegistry__CountMissing(bytes32 root);
    error EvidenceRegistry__DepositTaken(bytes32 root, address depositor);
    error EvidenceRegistry__DepositUnknown(bytes32 root, address depositor);

    /// @notice The commitments and the proof do not lead to the root.
    error EvidenceRegistry__ProofInvalid(bytes32 root);

    /// @notice One salt for each fingerprint.
    error EvidenceRegistry__SaltCount(uint256 salts, uint256 fingerprints);

    /// @notice Deposits a root.
    function deposit(Deposit calldata document, bytes calldata signature) external;

    /// @notice When the depositor deposited this root (Unix time) and over how many commitments; zeros if never.
    function depositOf(
        bytes32 root,
        address depositor
    ) external view returns (uint40 depositedAt, uint32 count);

    /// @notice Proves that fingerprints stand in a deposit.
    /// @param depositor Who made the deposit.
    /// @param fingerprints In the order of the citation's salts.
    /// @return depositedAt Unix time of the deposit.
    function priorityOf(
        Citation calldata citation,
        address depositor,
        bytes32[] calldata fingerprints
    ) external view returns (uint40 depositedAt);
}
