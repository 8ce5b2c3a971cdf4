// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {AbstractSigner} from "@openzeppelin/contracts/utils/cryptography/signers/AbstractSigner.sol";
import {SignerECDSA} from "@openzeppelin/contracts/utils/cryptography/signers/SignerECDSA.sol";

/// @dev What the contract wallets of the tests have in common: they answer for their signers and make calls for
/// anybody. They are no ERC721Receivers.
abstract contract Wallet is IERC1271, AbstractSigner {
    /// @inheritdoc IERC1271
    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        return _rawSignatureValidation(hash, signature) ? this.isValidSignature.selector : bytes4(0xffffffff);
    }

    /// @notice Makes a call as the wallet, and fails as the call does.
    function run(address target, bytes calldata data) external {
        (bool done, bytes memory answer) = target.call(data);
        if (done) return;
        assembly ("memory-safe") {
            revert(add(answer, 0x20), mload(answer))
        }
    }
}

/// @dev A wallet with one key, of OpenZeppelin's parts.
contract SingleKeyWallet is Wallet, SignerECDSA {
    constructor(address key) SignerECDSA(key) {}
}

/// @dev A wallet with two keys that both sign: its signature is theirs, one after the other.
contract SharedWallet is Wallet {
    address private immutable FIRST;
    address private immutable SECOND;

    constructor(address first, address second) {
        FIRST = first;
        SECOND = second;
    }

    function _rawSignatureValidation(
        bytes32 hash,
        bytes calldata signature
    ) internal view override returns (bool) {
        return
            signature.length == 130 &&
            SignatureChecker.isValidSignatureNowCalldata(FIRST, hash, signature[:65]) &&
            SignatureChecker.isValidSignatureNowCalldata(SECOND, hash, signature[65:]);
    }
}
