// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {InstitutionDocuments} from "../libraries/InstitutionDocuments.sol";
import {WorkDocuments} from "../libraries/WorkDocuments.sol";

/// @dev Opens the type hashes of the documents, by their names.
contract TypesProbe {
    mapping(string name => bytes32) public typeHash;

    constructor() {
        typeHash["Work"] = WorkDocuments.WORK_TYPE;
        typeHash["CoOwner"] = WorkDocuments.CO_OWNER_TYPE;
        typeHash["Registration"] = WorkDocuments.REGISTRATION_TYPE;
        typeHash["Catalogue"] = WorkDocuments.CATALOGUE_TYPE;
        typeHash["Correction"] = WorkDocuments.CORRECTION_TYPE;
        typeHash["Assignment"] = WorkDocuments.ASSIGNMENT_TYPE;
        typeHash["RegistrationConsent"] = WorkDocuments.REGISTRATION_CONSENT_TYPE;
        typeHash["CorrectionConsent"] = WorkDocuments.CORRECTION_CONSENT_TYPE;
        typeHash["AssignmentConsent"] = WorkDocuments.ASSIGNMENT_CONSENT_TYPE;
        typeHash["Accreditation"] = InstitutionDocuments.ACCREDITATION_TYPE;
        typeHash["StandingChange"] = InstitutionDocuments.STANDING_CHANGE_TYPE;
        typeHash["Attestation"] = InstitutionDocuments.ATTESTATION_TYPE;
        typeHash["AttestationRevocation"] = InstitutionDocuments.ATTESTATION_REVOCATION_TYPE;
    }
}
