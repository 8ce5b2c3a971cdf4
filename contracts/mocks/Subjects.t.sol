// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ISubjects} from "../interfaces/ISubjects.sol";

/// @dev A registry whose entries anybody may add.
contract Subjects is ISubjects {
    mapping(bytes32 subject => bool) public exists;

    function add(bytes32 subject) external {
        exists[subject] = true;
    }
}
