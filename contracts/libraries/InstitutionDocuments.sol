// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IInstitutionRegistry} from "../interfaces/IInstitutionRegistry.sol";

/// @dev EIP-712 types of the InstitutionRegistry's documents and their hashes.
library InstitutionDocuments {
    bytes32 internal constant ACCREDITATION_TYPE = keccak256(
        "Accreditation(address accreditor,address institution,string name,string capacities,bytes32 profile,uint256 nonce,uint256 deadline)"
    );
    bytes32 internal constant STANDING_CHANGE_TYPE = keccak256(
        "StandingChange(address accreditor,address institution,string standing,bytes32 reason,uint256 nonce,uint256 deadline)"
    );
    bytes32 internal constant ATTESTATION_TYPE = keccak256(
        "Attestation(address institution,string kind,string subjectKind,bytes32 subject,string number,bytes32 document,uint128 amount,string currency,string validFrom,string validUntil,uint256 nonce,uint256 deadline)"
    );
    bytes32 internal constant ATTESTATION_REVOCATION_TYPE = keccak256(
        "AttestationRevocation(address revoker,bytes32 attestation,bytes32 reason,uint256 nonce,uint256 deadline)"
    );

    function hash(IInstitutionRegistry.Accreditation calldata document) internal pure returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    ACCREDITATION_TYPE,
                    document.accreditor,
                    document.institution,
                    keccak256(bytes(document.name)),
                    keccak256(bytes(document.capacities)),
                    document.profile,
                    document.nonce,
                    document.deadline
                )
            );
    }

    function hash(IInstitutionRegistry.StandingChange calldata document) internal pure returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    STANDING_CHANGE_TYPE,
                    document.accreditor,
                    document.institution,
                    keccak256(bytes(document.standing)),
                    document.reason,
                    document.nonce,
                    document.deadline
                )
            );
    }

    function hash(IInstitutionRegistry.Attestation calldata document) internal pure returns (bytes32) {
        // In two parts, whose bytes together are the encoding, for the depth of the stack.
        return
            keccak256(
                bytes.concat(
                    abi.encode(
                        ATTESTATION_TYPE,
                        document.institution,
                        keccak256(bytes(document.kind)),
                        keccak256(bytes(document.subjectKind)),
                        document.subject,
                        keccak256(bytes(document.number)),
                        document.document
                    ),
                    abi.encode(
                        document.amount,
                        keccak256(bytes(document.currency)),
                        keccak256(bytes(document.validFrom)),
                        keccak256(bytes(document.validUntil)),
                        document.nonce,
                        document.deadline
                    )
                )
            );
    }

    function hash(
        IInstitutionRegistry.AttestationRevocation calldata document
    ) internal pure returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    ATTESTATION_REVOCATION_TYPE,
                    document.revoker,
                    document.attestation,
                    document.reason,
                    document.nonce,
                    document.deadline
                )
            );
    }
}
