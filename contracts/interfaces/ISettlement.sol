// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title Settlement, as the modules that create dues see it
/// @notice A fee, an advance, a royalty or a guarantee shortfall is first of all a due: an obligation of a debtor
/// towards its payees, in minor units of an ISO 4217 currency, at a date. The module that opened a due is told when
/// it has been discharged.
interface ISettlement {
    enum DueKind {
        Fee,
        Advance,
        Royalty,
        GuaranteeShortfall
    }

    /// @notice One of those among whom a due is divided.
    /// @param account Who is paid.
    /// @param parts Its parts; its portion is these parts over the sum of all parts.
    struct Payee {
        address account;
        uint96 parts;
    }

    /// @notice What is owed.
    /// @param kind Why.
    /// @param currency ISO 4217 code, such as `CNY`, as three bytes.
    /// @param license The licence it arises from.
    /// @param debtor Who owes it.
    /// @param amount In minor units of the currency; not zero.
    /// @param dueAt Unix time after which it is overdue.
    /// @param payees Who receives it, at least one; the remainder of a division goes to the first.
    struct DueTerms {
        DueKind kind;
        bytes3 currency;
        uint256 license;
        address debtor;
        uint128 amount;
        uint40 dueAt;
        Payee[] payees;
    }

    /// @notice Opens a due. For the modules that the AccessManager appointed.
    /// @return dueId Its number, from 1.
    function open(DueTerms calldata terms) external returns (uint256 dueId);

    /// @notice Opens a due and discharges it at once with the token of its currency, out of the debtor's allowance.
    /// @dev The caller vouches that the debtor agreed to pay now. `dueDischarged` is not called.
    function openPaid(DueTerms calldata terms) external returns (uint256 dueId);

    /// @notice Ends a due of which nothing has been paid and on which nobody relies. For the module that opened it.
    function annul(uint256 dueId) external;
}

/// @title A module that opens dues
/// @notice Is told what becomes of them.
interface IDueOpener {
    /// @notice A due that it opened has been discharged in full, in this transaction.
    function dueDischarged(uint256 dueId) external;
}
