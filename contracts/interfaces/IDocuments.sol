// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title Documents: every act on the ledger is an EIP-712 document that its parties sign
/// @notice A party signs a document, or sends the transaction itself. Anyone may submit what a party signed,
/// so a relayer can pay for it. A signature is an ECDSA signature of 65 bytes, or whatever an ERC-1271 contract
/// wallet at the party's address accepts. A party that calls leaves its signature empty.
///
/// Nonces are unordered (any unspent one will do) and belong to one signer on one contract. The upper 64 bits of a
/// nonce are the signer's epoch, so raising the epoch voids everything that was signed before. 256 neighbouring
/// nonces share one storage word: taking them in sequence is cheapest.
///
/// Safety rests on the keys of the signers alone; the submitter is never trusted. Liveness rests on somebody
/// submitting before the deadline; every party can always do so itself.
interface IDocuments {
    /// @notice The agreement of a party beside the document's first signer: a co-owner, an assignee, a pledgee.
    /// @dev It signs the EIP-712 type `<Act>Consent(address party,<Act> document,uint256 nonce,uint256 deadline)`,
    /// which nests the whole document, so every party reads all of it.
    /// @param party Who agrees.
    /// @param nonce The party's own unspent nonce on this contract.
    /// @param deadline Last second (Unix time) at which the consent may be used.
    /// @param signature The party's signature, empty if the party is the caller.
    struct Consent {
        address party;
        uint256 nonce;
        uint256 deadline;
        bytes signature;
    }

    /// @notice Voids one nonce of the signer, and with it any document or consent that carries it.
    /// @param signer Whose nonce.
    /// @param cancelled The nonce to void.
    /// @param nonce The unspent nonce of this document itself.
    /// @param deadline Last second (Unix time) at which this document may be used.
    struct Cancellation {
        address signer;
        uint256 cancelled;
        uint256 nonce;
        uint256 deadline;
    }

    /// @notice Voids everything the signer has signed for this contract and not yet seen executed.
    /// @param signer Whose documents.
    /// @param nonce The unspent nonce of this document itself.
    /// @param deadline Last second (Unix time) at which this document may be used.
    struct CancellationOfAll {
        address signer;
        uint256 nonce;
        uint256 deadline;
    }

    /// @notice A document took effect and spent its first signer's nonce.
    /// @param document The EIP-712 digest, the id of the document everywhere.
    event DocumentExecuted(bytes32 indexed document, address indexed signer, uint256 nonce);

    /// @notice A party agreed to a document and spent its own nonce on it.
    event ConsentGiven(bytes32 indexed document, address indexed party, uint256 nonce);

    /// @notice A nonce can no longer be used.
    event NonceCancelled(address indexed signer, uint256 nonce);

    /// @notice Nonces of earlier epochs can no longer be used.
    event EpochRaised(address indexed signer, uint256 epoch);

    /// @notice The block's time is past the deadline that the signer set.
    error Documents__Expired(uint256 deadline);

    /// @notice The nonce was spent or cancelled before.
    error Documents__NonceSpent(address signer, uint256 nonce);

    /// @notice The nonce belongs to another epoch than the signer's present one.
    error Documents__WrongEpoch(address signer, uint256 nonce, uint256 epoch);

    /// @notice Not a valid signature of this party over this document, for this contract and chain.
    error Documents__BadSignature(address signer);

    /// @notice A party that has to agree did not; consents stand in the order in which the act names its parties.
    error Documents__ConsentMissing(address party);

    /// @notice A consent by somebody who is no party, or a second one by the same party.
    error Documents__ConsentUnexpected(address party);

    /// @notice Cancels one nonce.
    function cancel(Cancellation calldata document, bytes calldata signature) external;

    /// @notice Cancels everything that was signed in the present epoch by raising it.
    function cancelAll(CancellationOfAll calldata document, bytes calldata signature) external;

    /// @notice Whether the nonce was spent or cancelled, by itself or with its epoch.
    function isNonceSpent(address signer, uint256 nonce) external view returns (bool);

    /// @notice The signer's present epoch: the upper 64 bits of every nonce it may use.
    function epochOf(address signer) external view returns (uint256);
}
