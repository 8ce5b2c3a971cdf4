// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ISettlement} from "./ISettlement.sol";

/// @title Licences, as the modules that account for them see them
/// @notice Who reports the use of a licence, on what terms, and among whom its proceeds are divided.
interface ILicenses {
    /// @notice A rate of royalty up to a number of units.
    /// @param upTo Units sold under the licence up to which it applies; the last step has the largest uint256.
    /// @param rateBps Basis points of the base (1/10,000).
    struct Step {
        uint256 upTo;
        uint256 rateBps;
    }

    /// @notice How a licence is paid for by its use.
    /// @param currency ISO 4217 code of all its amounts.
    /// @param base What the rate applies to, such as `list price` or `net receipts`: words for people.
    /// @param steps Escalating rates, by ascending `upTo`; empty if no royalty is due.
    /// @param advance Set off against royalties, in minor units.
    /// @param guarantee The least that royalties and advance come to over the whole term, in minor units.
    struct Royalty {
        string currency;
        string base;
        Step[] steps;
        uint256 advance;
        uint256 guarantee;
    }

    /// @notice What accounting needs of a licence.
    /// @param licensee Who reports and owes.
    /// @param licensor Who granted it.
    /// @param endsAt Unix time at which its term ends.
    /// @param royalty EIP-712 struct hash of its Royalty; zero if it has none.
    struct Account {
        address licensee;
        address licensor;
        uint40 startsAt;
        uint40 endsAt;
        bool inForce;
        bytes32 royalty;
    }

    /// @notice The account of a licence; empty if there never was such a licence.
    function accountOf(uint256 license) external view returns (Account memory);

    /// @notice Among whom the proceeds of a licence are divided now: co-owners by their shares, upstream licensors
    /// by the portions they reserved.
    function payeesOf(uint256 license) external view returns (ISettlement.Payee[] memory);
}
