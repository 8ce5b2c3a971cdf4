// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title ERC-5192: tokens that can be locked
/// @notice Says whether a token can be transferred by ERC-721 calls.
/// @dev Interface id 0xb45a3c0e.
interface IERC5192 {
    /// @notice The token cannot be transferred by ERC-721 calls.
    event Locked(uint256 tokenId);

    /// @notice The token can be transferred by ERC-721 calls.
    event Unlocked(uint256 tokenId);

    /// @notice Whether ERC-721 transfers of an existing token are refused.
    function locked(uint256 tokenId) external view returns (bool);
}
