// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";

/// @title LedgerAccess: who may do what nobody may do by a signature over its own rights
/// @notice OpenZeppelin's AccessManager with the ledger's roles. Contracts are immutable: a module is replaced by
/// giving its successor the module's role, under the delay that the role carries.
contract LedgerAccess is AccessManager {
    /// @notice Accredits institutions.
    uint64 public constant ACCREDITOR = 1;

    /// @notice Marks works as pledged: the PledgeRegistry.
    uint64 public constant PLEDGE_MODULE = 2;

    /// @notice Marks works as disputed or frozen, revokes registrations: the DisputeRegistry.
    uint64 public constant DISPUTE_MODULE = 3;

    constructor(address administrator) AccessManager(administrator) {}
}
