// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IWorkRegistry} from "../interfaces/IWorkRegistry.sol";
import {IInstitutionRegistry} from "../interfaces/IInstitutionRegistry.sol";
import {Cid} from "../libraries/Cid.sol";
import {Codes} from "../libraries/Codes.sol";
import {CoOwnership} from "../libraries/CoOwnership.sol";
import {Dates} from "../libraries/Dates.sol";
import {InstitutionWords} from "../libraries/InstitutionWords.sol";

/// @dev Opens the functions of Dates, many texts at a time.
contract DatesProbe {
    function parse(
        string[] calldata texts
    ) external pure returns (bool[] memory valid, int32[] memory days_) {
        valid = new bool[](texts.length);
        days_ = new int32[](texts.length);
        for (uint256 i = 0; i < texts.length; ++i) (valid[i], days_[i]) = Dates.parse(texts[i]);
    }

    function parseYearEnd(string[] calldata texts) external pure returns (uint16[] memory years_) {
        years_ = new uint16[](texts.length);
        for (uint256 i = 0; i < texts.length; ++i) years_[i] = Dates.parseYearEnd(texts[i]);
    }

    function endInBeijing(int32[] calldata days_) external pure returns (int256[] memory instants) {
        instants = new int256[](days_.length);
        for (uint256 i = 0; i < days_.length; ++i) instants[i] = Dates.endInBeijing(days_[i]);
    }

    function yearEndInBeijing(uint16[] calldata years_) external pure returns (int256[] memory instants) {
        instants = new int256[](years_.length);
        for (uint256 i = 0; i < years_.length; ++i) instants[i] = Dates.yearEndInBeijing(years_[i]);
    }
}

/// @dev Opens the functions of Codes, many texts at a time.
contract CodesProbe {
    function legalClass(string[] calldata texts) external pure returns (uint8[] memory indices) {
        indices = new uint8[](texts.length);
        for (uint256 i = 0; i < texts.length; ++i) indices[i] = Codes.legalClass(texts[i]);
    }

    function tradeClass(string[] calldata texts) external pure returns (uint8[] memory indices) {
        indices = new uint8[](texts.length);
        for (uint256 i = 0; i < texts.length; ++i) indices[i] = Codes.tradeClass(texts[i]);
    }
}

/// @dev Opens the functions of InstitutionWords.
contract InstitutionWordsProbe {
    function capacities(string calldata text) external pure returns (uint16) {
        return InstitutionWords.capacities(text);
    }

    function kind(string calldata text) external pure returns (uint8 index, uint16 entitled) {
        return InstitutionWords.kind(text);
    }

    function standing(string calldata text) external pure returns (IInstitutionRegistry.Standing) {
        return InstitutionWords.standing(text);
    }

    function currency(string calldata text) external pure returns (bool valid, bytes3 code) {
        return InstitutionWords.currency(text);
    }
}

/// @dev Opens the functions of Cid and CoOwnership.
contract WorkProbe {
    function uri(bytes32[] calldata digests) external pure returns (string[] memory uris) {
        uris = new string[](digests.length);
        for (uint256 i = 0; i < digests.length; ++i) uris[i] = Cid.uri(digests[i]);
    }

    function check(IWorkRegistry.CoOwner[] calldata coOwners, address holder) external pure {
        CoOwnership.check(coOwners, holder);
    }

    function others(
        IWorkRegistry.CoOwner[] memory coOwners,
        address but
    ) external pure returns (address[] memory) {
        return CoOwnership.others(coOwners, but);
    }

    function partiesOf(
        IWorkRegistry.CoOwner[] memory before,
        address assignor,
        address assignee,
        IWorkRegistry.CoOwner[] memory afterwards
    ) external pure returns (address[] memory) {
        return CoOwnership.partiesOf(before, assignor, assignee, afterwards);
    }
}
