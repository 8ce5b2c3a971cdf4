// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IInstitutionRegistry} from "../interfaces/IInstitutionRegistry.sol";

/// @dev The words that stand in the documents of the InstitutionRegistry, and what they mean.
library InstitutionWords {
    uint16 internal constant REGISTRAR = 1 << 0;
    uint16 internal constant BANK = 1 << 1;
    uint16 internal constant APPRAISER = 1 << 2;
    uint16 internal constant INSURER = 1 << 3;
    uint16 internal constant ARBITRATOR = 1 << 4;
    uint16 internal constant MEDIATOR = 1 << 5;
    uint16 internal constant COURT = 1 << 6;
    uint16 internal constant TAX_AUTHORITY = 1 << 7;
    uint16 internal constant RATING_AGENCY = 1 << 8;
    uint16 internal constant NOTARY = 1 << 9;

    /// @notice Reads capacities parted by single spaces; 0 if any of them is none.
    function capacities(string calldata text) internal pure returns (uint16 bits) {
        bytes calldata rest = bytes(text);
        while (true) {
            uint256 end = 0;
            while (end < rest.length && rest[end] != " ") ++end;
            uint16 bit = _capacity(_word(rest[:end]));
            if (bit == 0) return 0;
            bits |= bit;
            if (end == rest.length) return bits;
            rest = rest[end + 1:];
        }
    }

    /// @notice Reads the kind of an attestation.
    /// @return index Its place in the table, from 1; 0 if there is none.
    /// @return entitled The capacities of which one is enough to attest it.
    function kind(string calldata text) internal pure returns (uint8 index, uint16 entitled) {
        bytes32 word = _word(bytes(text));
        if (word == "registration-certificate") return (1, REGISTRAR);
        if (word == "contract-recordal") return (2, REGISTRAR);
        if (word == "pledge-registration") return (3, REGISTRAR);
        if (word == "valuation") return (4, APPRAISER);
        if (word == "export-credit-policy") return (5, INSURER);
        if (word == "tax-zero-rate") return (6, TAX_AUTHORITY);
        if (word == "credit-rating") return (7, RATING_AGENCY);
        if (word == "guarantee") return (8, BANK | INSURER);
        if (word == "notarial-act") return (9, NOTARY);
        return (0, 0);
    }

    /// @notice Reads a standing; None if it is no word for one.
    function standing(string calldata text) internal pure returns (IInstitutionRegistry.Standing) {
        bytes32 word = _word(bytes(text));
        if (word == "accredited") return IInstitutionRegistry.Standing.Accredited;
        if (word == "suspended") return IInstitutionRegistry.Standing.Suspended;
        if (word == "revoked") return IInstitutionRegistry.Standing.Revoked;
        return IInstitutionRegistry.Standing.None;
    }

    /// @notice Reads an ISO 4217 code by its form; the list itself changes and is not frozen here.
    function currency(string calldata text) internal pure returns (bool valid, bytes3 code) {
        bytes calldata letters = bytes(text);
        if (letters.length == 0) return (true, 0);
        if (letters.length != 3) return (false, 0);
        for (uint256 i = 0; i < 3; ++i) if (letters[i] < "A" || letters[i] > "Z") return (false, 0);
        return (true, bytes3(letters));
    }

    function _capacity(bytes32 word) private pure returns (uint16) {
        if (word == "registrar") return REGISTRAR;
        if (word == "bank") return BANK;
        if (word == "appraiser") return APPRAISER;
        if (word == "insurer") return INSURER;
        if (word == "arbitrator") return ARBITRATOR;
        if (word == "mediator") return MEDIATOR;
        if (word == "court") return COURT;
        if (word == "tax-authority") return TAX_AUTHORITY;
        if (word == "rating-agency") return RATING_AGENCY;
        if (word == "notary") return NOTARY;
        return 0;
    }

    /// A word of up to 32 bytes, left-aligned; zero, for which nothing stands, if it is empty, longer, or ends in a
    /// zero byte, which would read like the word without it.
    function _word(bytes calldata text) private pure returns (bytes32) {
        uint256 length = text.length;
        return length == 0 || length > 32 || text[length - 1] == 0 ? bytes32(0) : bytes32(text);
    }
}
