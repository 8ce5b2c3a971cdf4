// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IWorkRegistry} from "../interfaces/IWorkRegistry.sol";

/// @dev Lists of the owners of joint works, and who of them has to agree to what (Copyright Law of the PRC, Art. 14).
library CoOwnership {
    uint256 internal constant MAX = 32;

    /// @dev Refuses a list that is neither empty nor a proper one with `holder` in it.
    function check(IWorkRegistry.CoOwner[] calldata coOwners, address holder) internal pure {
        uint256 count = coOwners.length;
        if (count == 0) return;
        if (count == 1 || count > MAX) revert IWorkRegistry.WorkRegistry__CoOwnerCount(count);
        bool holds;
        address previous;
        for (uint256 i = 0; i < count; ++i) {
            address account = coOwners[i].account;
            if (account <= previous) revert IWorkRegistry.WorkRegistry__CoOwnersNotAscending(account);
            if (coOwners[i].shares == 0) revert IWorkRegistry.WorkRegistry__ShareMissing(account);
            holds = holds || account == holder;
            previous = account;
        }
        if (!holds) revert IWorkRegistry.WorkRegistry__HolderNotCoOwner(holder);
    }

    /// @dev The accounts of a list but for one.
    function others(
        IWorkRegistry.CoOwner[] memory coOwners,
        address but
    ) internal pure returns (address[] memory accounts) {
        Parties memory parties = _parties(coOwners.length, but);
        _addAll(parties, coOwners);
        return _accounts(parties);
    }

    /// @dev Who beside the assignor agrees to an assignment: the owners before, the assignee, the owners after.
    function partiesOf(
        IWorkRegistry.CoOwner[] memory before,
        address assignor,
        address assignee,
        IWorkRegistry.CoOwner[] memory afterwards
    ) internal pure returns (address[] memory accounts) {
        Parties memory parties = _parties(before.length + 1 + afterwards.length, assignor);
        _addAll(parties, before);
        _add(parties, assignee);
        _addAll(parties, afterwards);
        return _accounts(parties);
    }

    struct Parties {
        address but;
        uint256 count;
        address[] accounts;
    }

    function _parties(uint256 most, address but) private pure returns (Parties memory) {
        return Parties(but, 0, new address[](most));
    }

    function _addAll(Parties memory parties, IWorkRegistry.CoOwner[] memory coOwners) private pure {
        for (uint256 i = 0; i < coOwners.length; ++i) _add(parties, coOwners[i].account);
    }

    function _add(Parties memory parties, address account) private pure {
        if (account == parties.but) return;
        for (uint256 i = 0; i < parties.count; ++i) if (parties.accounts[i] == account) return;
        parties.accounts[parties.count++] = account;
    }

    function _accounts(Parties memory parties) private pure returns (address[] memory accounts) {
        accounts = parties.accounts;
        uint256 count = parties.count;
        assembly ("memory-safe") {
            mstore(accounts, count)
        }
    }
}
