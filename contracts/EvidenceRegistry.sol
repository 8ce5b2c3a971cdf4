// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {Documents} from "./libraries/Documents.sol";
import {IEvidenceRegistry} from "./interfaces/IEvidenceRegistry.sol";

contract EvidenceRegistry is IEvidenceRegistry, Documents {
    struct DepositRecord {
        uint40 depositedAt;
        uint32 count;
    }

    bytes32 private constant DEPOSIT_TYPE = keccak256(
        "Deposit(address depositor,bytes32 root,uint32 count,bytes32 manifest,uint256 nonce,uint256 deadline)"
    );

    mapping(bytes32 root => mapping(address depositor => DepositRecord)) private _deposits;

    constructor() Documents("Copyright Ledger Evidence") {}

    /// @inheritdoc IEvidenceRegistry
    function deposit(Deposit calldata document, bytes calldata signature) external {
        if (document.root == 0) revert EvidenceRegistry__RootMissing();
        if (document.count == 0) revert EvidenceRegistry__CountMissing(document.root);
        DepositRecord storage record = _deposits[document.root][document.depositor];
        if (record.depositedAt != 0) revert EvidenceRegistry__DepositTaken(document.root, document.depositor);
        _execute(
            keccak256(
                abi.encode(
                    DEPOSIT_TYPE,
                    document.depositor,
                    document.root,
                    document.count,
                    document.manifest,
                    document.nonce,
                    document.deadline
                )
            ),
            document.depositor,
            document.nonce,
            document.deadline,
            signature
        );
        record.depositedAt = uint40(block.timestamp);
        record.count = document.count;
        emit Deposited(document.root, document.depositor, document.count, document.manifest);
    }

    /// @inheritdoc IEvidenceRegistry
    function depositOf(
        bytes32 root,
        address depositor
    ) external view returns (uint40 depositedAt, uint32 count) {
        DepositRecord storage record = _deposits[root][depositor];
        return (record.depositedAt, record.count);
    }

    /// @inheritdoc IEvidenceRegistry
    function priorityOf(
        Citation calldata citation,
        address depositor,
        bytes32[] calldata fingerprints
    ) external view returns (uint40 depositedAt) {
        depositedAt = _deposits[citation.root][depositor].depositedAt;
        if (depositedAt == 0) revert EvidenceRegistry__DepositUnknown(citation.root, depositor);
        if (citation.salts.length != fingerprints.length) {
            revert EvidenceRegistry__SaltCount(citation.salts.length, fingerprints.length);
        }
        bytes32[] memory leaves = new bytes32[](fingerprints.length);
        for (uint256 i = 0; i < leaves.length; ++i) {
            bytes32 inner = keccak256(abi.encode(depositor, fingerprints[i], citation.salts[i]));
            leaves[i] = keccak256(abi.encode(inner));
        }
        if (
            !MerkleProof.multiProofVerifyCalldata(citation.proof, citation.proofFlags, citation.root, leaves)
        ) {
            revert EvidenceRegistry__ProofInvalid(citation.root);
        }
    }
}
