// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @dev Content identifiers of IPFS: CIDv1, codec raw, SHA-256, written in base32 (RFC 4648, lower case).
library Cid {
    /// The bytes of a CIDv1 before its digest: version 1, codec 0x55 (raw), hash 0x12 (sha2-256), length 0x20.
    uint256 private constant PREFIX = 0x01551220;
    bytes32 private constant ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

    /// @notice `ipfs://<cid>` of the block with this SHA-256 digest: 7 + 59 characters.
    function uri(bytes32 digest) internal pure returns (string memory) {
        bytes memory text = new bytes(66);
        bytes memory head = "ipfs://b";
        for (uint256 i = 0; i < 8; ++i) text[i] = head[i];
        // 36 bytes are 288 bits: 57 characters of five bits and one of three bits, filled up with zeros.
        uint256 high = (PREFIX << 128) | (uint256(digest) >> 128);
        uint256 low = uint256(digest) & type(uint128).max;
        uint256 bits = low << 2;
        for (uint256 i = 65; i >= 40; --i) {
            text[i] = ALPHABET[bits & 31];
            bits >>= 5;
        }
        // 26 characters took 130 bits: the 128 low ones and two of padding, so the high part starts afresh.
        for (uint256 i = 39; i >= 8; --i) {
            text[i] = ALPHABET[high & 31];
            high >>= 5;
        }
        return string(text);
    }
}
