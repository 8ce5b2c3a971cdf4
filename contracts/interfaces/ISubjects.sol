// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title A registry whose entries institutions attest something about
/// @notice A module that brings subjects of its own stands for them by this.
interface ISubjects {
    /// @notice Whether an entry with this id is in force.
    function exists(bytes32 subject) external view returns (bool);
}
