// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";

/// @dev A wallet that answers the question for a signature in every wrong way.
contract FaultyWallet {
    enum Fault {
        None,
        Refuses,
        Reverts,
        Panics,
        AnswersTrue,
        AnswersNothing,
        AnswersShort,
        AnswersWithGarbage,
        TakesAllGas
    }

    Fault public fault;

    function setFault(Fault to) external {
        fault = to;
    }

    function isValidSignature(bytes32, bytes calldata) external view returns (bytes4) {
        bytes4 magic = IERC1271.isValidSignature.selector;
        if (fault == Fault.Refuses) return 0xffffffff;
        if (fault == Fault.Reverts) revert("no");
        if (fault == Fault.Panics) assert(false);
        if (fault == Fault.AnswersTrue) _answer(bytes32(uint256(1)), 32);
        if (fault == Fault.AnswersNothing) _answer(0, 0);
        if (fault == Fault.AnswersShort) _answer(magic, 4);
        if (fault == Fault.AnswersWithGarbage) _answer(bytes32(magic) | bytes32(uint256(1)), 32);
        if (fault == Fault.TakesAllGas) _takeAllGas();
        return magic;
    }

    function _takeAllGas() private pure {
        assembly ("memory-safe") {
            invalid()
        }
    }

    function _answer(bytes32 word, uint256 length) private pure {
        assembly ("memory-safe") {
            mstore(0, word)
            return(0, length)
        }
    }
}
