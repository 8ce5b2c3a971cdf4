// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";
import {IDocuments} from "../interfaces/IDocuments.sol";
import {IInstitutionRegistry} from "../interfaces/IInstitutionRegistry.sol";
import {IWorkRegistry} from "../interfaces/IWorkRegistry.sol";

/// @dev Reads the whole state of many entries at once.
contract StateProbe {
    struct WorkState {
        IWorkRegistry.Title title;
        bytes32 metadata;
        uint40 priorityAt;
        IWorkRegistry.CoOwner[] coOwners;
        bytes32[] sources;
    }

    function works(
        IWorkRegistry registry,
        uint256[] calldata ids
    ) external view returns (WorkState[] memory states) {
        states = new WorkState[](ids.length);
        for (uint256 i = 0; i < ids.length; ++i) {
            states[i].title = registry.titleOf(ids[i]);
            states[i].metadata = registry.metadataOf(ids[i]);
            states[i].priorityAt = registry.priorityOf(ids[i]);
            states[i].coOwners = registry.coOwnersOf(ids[i]);
            states[i].sources = registry.sourcesOf(ids[i]);
        }
    }

    function balances(
        IWorkRegistry registry,
        address[] calldata holders
    ) external view returns (uint256[] memory counts) {
        counts = new uint256[](holders.length);
        for (uint256 i = 0; i < holders.length; ++i) counts[i] = registry.balanceOf(holders[i]);
    }

    function institutions(
        IInstitutionRegistry registry,
        address[] calldata accounts
    ) external view returns (IInstitutionRegistry.Institution[] memory entries) {
        entries = new IInstitutionRegistry.Institution[](accounts.length);
        for (uint256 i = 0; i < accounts.length; ++i) entries[i] = registry.institutionOf(accounts[i]);
    }

    function attestations(
        IInstitutionRegistry registry,
        bytes32[] calldata ids
    ) external view returns (IInstitutionRegistry.AttestationRecord[] memory records) {
        records = new IInstitutionRegistry.AttestationRecord[](ids.length);
        for (uint256 i = 0; i < ids.length; ++i) records[i] = registry.attestationOf(ids[i]);
    }

    function members(
        IAccessManager access,
        uint64 role,
        address[] calldata accounts
    ) external view returns (bool[] memory answers) {
        answers = new bool[](accounts.length);
        for (uint256 i = 0; i < accounts.length; ++i) (answers[i], ) = access.hasRole(role, accounts[i]);
    }

    function epochs(
        IDocuments registry,
        address[] calldata signers
    ) external view returns (uint256[] memory numbers) {
        numbers = new uint256[](signers.length);
        for (uint256 i = 0; i < signers.length; ++i) numbers[i] = registry.epochOf(signers[i]);
    }

    function spent(
        IDocuments registry,
        address[] calldata signers,
        uint256[] calldata nonces
    ) external view returns (bool[] memory answers) {
        answers = new bool[](nonces.length);
        for (uint256 i = 0; i < nonces.length; ++i) answers[i] = registry.isNonceSpent(signers[i], nonces[i]);
    }
}
