// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IWorkRegistry} from "../interfaces/IWorkRegistry.sol";

/// @dev EIP-712 types of the WorkRegistry's documents and their hashes.
library WorkDocuments {
    bytes internal constant WORK =
        "Work(string title,bytes32 fingerprint,bytes32 metadata,string legalClass,string tradeClass,string protectedUntil)";
    bytes internal constant CO_OWNER = "CoOwner(address account,uint96 shares)";
    bytes internal constant REGISTRATION =
        "Registration(address registrant,Work work,CoOwner[] coOwners,bytes32[] derivedFrom,bytes32 deposit,uint256 nonce,uint256 deadline)";
    bytes internal constant CATALOGUE =
        "Catalogue(address registrant,string name,uint256 works,bytes32 root,bytes32 deposit,uint256 nonce,uint256 deadline)";
    bytes internal constant CORRECTION =
        "Correction(address holder,bytes32 work,bytes32 metadata,string protectedUntil,uint256 nonce,uint256 deadline)";
    bytes internal constant ASSIGNMENT =
        "Assignment(address assignor,address assignee,bytes32 work,CoOwner[] coOwners,bytes32 agreement,uint256 nonce,uint256 deadline)";

    bytes32 internal constant WORK_TYPE = keccak256(WORK);
    bytes32 internal constant CO_OWNER_TYPE = keccak256(CO_OWNER);
    bytes32 internal constant REGISTRATION_TYPE = keccak256(bytes.concat(REGISTRATION, CO_OWNER, WORK));
    bytes32 internal constant CATALOGUE_TYPE = keccak256(CATALOGUE);
    bytes32 internal constant CORRECTION_TYPE = keccak256(CORRECTION);
    bytes32 internal constant ASSIGNMENT_TYPE = keccak256(bytes.concat(ASSIGNMENT, CO_OWNER));

    bytes32 internal constant REGISTRATION_CONSENT_TYPE = keccak256(
        bytes.concat(
            "RegistrationConsent(address party,Registration document,uint256 nonce,uint256 deadline)",
            CO_OWNER,
            REGISTRATION,
            WORK
        )
    );
    bytes32 internal constant CORRECTION_CONSENT_TYPE = keccak256(
        bytes.concat(
            "CorrectionConsent(address party,Correction document,uint256 nonce,uint256 deadline)",
            CORRECTION
        )
    );
    bytes32 internal constant ASSIGNMENT_CONSENT_TYPE = keccak256(
        bytes.concat(
            "AssignmentConsent(address party,Assignment document,uint256 nonce,uint256 deadline)",
            ASSIGNMENT,
            CO_OWNER
        )
    );

    function hash(IWorkRegistry.Work calldata work) internal pure returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    WORK_TYPE,
                    keccak256(bytes(work.title)),
                    work.fingerprint,
                    work.metadata,
                    keccak256(bytes(work.legalClass)),
                    keccak256(bytes(work.tradeClass)),
                    keccak256(bytes(work.protectedUntil))
                )
            );
    }

    function hash(IWorkRegistry.Registration calldata document) internal pure returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    REGISTRATION_TYPE,
                    document.registrant,
                    hash(document.work),
                    hash(document.coOwners),
                    keccak256(abi.encodePacked(document.derivedFrom)),
                    document.deposit,
                    document.nonce,
                    document.deadline
                )
            );
    }

    function hash(IWorkRegistry.Catalogue calldata document) internal pure returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    CATALOGUE_TYPE,
                    document.registrant,
                    keccak256(bytes(document.name)),
                    document.works,
                    document.root,
                    document.deposit,
                    document.nonce,
                    document.deadline
                )
            );
    }

    function hash(IWorkRegistry.Correction calldata document) internal pure returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    CORRECTION_TYPE,
                    document.holder,
                    document.work,
                    document.metadata,
                    keccak256(bytes(document.protectedUntil)),
                    document.nonce,
                    document.deadline
                )
            );
    }

    function hash(IWorkRegistry.Assignment calldata document) internal pure returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    ASSIGNMENT_TYPE,
                    document.assignor,
                    document.assignee,
                    document.work,
                    hash(document.coOwners),
                    document.agreement,
                    document.nonce,
                    document.deadline
                )
            );
    }

    function hash(IWorkRegistry.CoOwner[] calldata coOwners) internal pure returns (bytes32) {
        bytes32[] memory hashes = new bytes32[](coOwners.length);
        for (uint256 i = 0; i < coOwners.length; ++i) {
            hashes[i] = keccak256(abi.encode(CO_OWNER_TYPE, coOwners[i].account, coOwners[i].shares));
        }
        return keccak256(abi.encodePacked(hashes));
    }
}
