// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {IDocuments} from "../interfaces/IDocuments.sol";

/// @dev The one mechanism by which documents are verified, spent, consented to and cancelled.
abstract contract Documents is IDocuments, EIP712 {
    bytes32 private constant CANCELLATION_TYPE = keccak256(
        "Cancellation(address signer,uint256 cancelled,uint256 nonce,uint256 deadline)"
    );
    bytes32 private constant CANCELLATION_OF_ALL_TYPE = keccak256(
        "CancellationOfAll(address signer,uint256 nonce,uint256 deadline)"
    );

    uint256 private constant EPOCH_SHIFT = 192;

    mapping(address signer => uint256) private _epochs;
    mapping(address signer => mapping(uint256 word => uint256 bits)) private _spent;

    constructor(string memory name) EIP712(name, "1") {}

    /// @inheritdoc IDocuments
    function cancel(Cancellation calldata document, bytes calldata signature) external {
        _execute(
            keccak256(
                abi.encode(
                    CANCELLATION_TYPE,
                    document.signer,
                    document.cancelled,
                    document.nonce,
                    document.deadline
                )
            ),
            document.signer,
            document.nonce,
            document.deadline,
            signature
        );
        _spend(document.signer, document.cancelled);
        emit NonceCancelled(document.signer, document.cancelled);
    }

    /// @inheritdoc IDocuments
    function cancelAll(CancellationOfAll calldata document, bytes calldata signature) external {
        _execute(
            keccak256(
                abi.encode(CANCELLATION_OF_ALL_TYPE, document.signer, document.nonce, document.deadline)
            ),
            document.signer,
            document.nonce,
            document.deadline,
            signature
        );
        uint256 epoch = ++_epochs[document.signer];
        emit EpochRaised(document.signer, epoch);
    }

    /// @inheritdoc IDocuments
    function isNonceSpent(address signer, uint256 nonce) public view returns (bool) {
        return
            nonce >> EPOCH_SHIFT < _epochs[signer] || _spent[signer][nonce >> 8] & (1 << (nonce & 0xff)) != 0;
    }

    /// @inheritdoc IDocuments
    function epochOf(address signer) public view returns (uint256) {
        return _epochs[signer];
    }

    /// @dev Verifies the first signer's document and spends its nonce.
    /// @return digest The EIP-712 digest of the document.
    function _execute(
        bytes32 structHash,
        address signer,
        uint256 nonce,
        uint256 deadline,
        bytes calldata signature
    ) internal returns (bytes32 digest) {
        digest = _hashTypedDataV4(structHash);
        _checkDeadline(deadline);
        _spend(signer, nonce);
        _checkSignature(signer, digest, signature);
        emit DocumentExecuted(digest, signer, nonce);
    }

    /// @dev Verifies a standing document: one whose parts can each take effect once by their own nature, so that
    /// its nonce is not spent by use and serves to cancel it.
    function _checkStanding(
        bytes32 structHash,
        address signer,
        uint256 nonce,
        uint256 deadline,
        bytes calldata signature
    ) internal view returns (bytes32 digest) {
        digest = _hashTypedDataV4(structHash);
        _checkDeadline(deadline);
        _checkEpoch(signer, nonce);
        if (_spent[signer][nonce >> 8] & (1 << (nonce & 0xff)) != 0)
            revert Documents__NonceSpent(signer, nonce);
        _checkSignature(signer, digest, signature);
    }

    /// @dev Verifies that exactly `parties` agreed, in that order, and spends their nonces.
    /// @param consentType Type hash of `<Act>Consent(address party,<Act> document,uint256 nonce,uint256 deadline)`.
    /// @param structHash Hash of the nested document.
    /// @param document The document's digest, for the record.
    function _requireConsents(
        bytes32 consentType,
        bytes32 structHash,
        bytes32 document,
        address[] memory parties,
        Consent[] calldata consents
    ) internal {
        for (uint256 i = 0; i < parties.length; ++i) {
            if (i >= consents.length || consents[i].party != parties[i])
                revert Documents__ConsentMissing(parties[i]);
            Consent calldata consent = consents[i];
            _checkDeadline(consent.deadline);
            _spend(consent.party, consent.nonce);
            bytes32 consentHash = keccak256(
                abi.encode(consentType, consent.party, structHash, consent.nonce, consent.deadline)
            );
            _checkSignature(consent.party, _hashTypedDataV4(consentHash), consent.signature);
            emit ConsentGiven(document, consent.party, consent.nonce);
        }
        if (consents.length > parties.length)
            revert Documents__ConsentUnexpected(consents[parties.length].party);
    }

    function _spend(address signer, uint256 nonce) private {
        _checkEpoch(signer, nonce);
        uint256 bits = _spent[signer][nonce >> 8];
        uint256 bit = 1 << (nonce & 0xff);
        if (bits & bit != 0) revert Documents__NonceSpent(signer, nonce);
        _spent[signer][nonce >> 8] = bits | bit;
    }

    function _checkEpoch(address signer, uint256 nonce) private view {
        uint256 epoch = _epochs[signer];
        if (nonce >> EPOCH_SHIFT != epoch) revert Documents__WrongEpoch(signer, nonce, epoch);
    }

    function _checkDeadline(uint256 deadline) private view {
        if (block.timestamp > deadline) revert Documents__Expired(deadline);
    }

    /// @dev An account's own key is tried first: that spares the look at its code, and an account that delegates
    /// to code (EIP-7702) keeps signing with its key.
    function _checkSignature(address signer, bytes32 digest, bytes calldata signature) private view {
        if (signature.length == 0 && signer == msg.sender) return;
        (address recovered, ECDSA.RecoverError problem, ) = ECDSA.tryRecoverCalldata(digest, signature);
        if (problem == ECDSA.RecoverError.NoError && recovered == signer) return;
        if (!SignatureChecker.isValidERC1271SignatureNowCalldata(signer, digest, signature)) {
            revert Documents__BadSignature(signer);
        }
    }
}
