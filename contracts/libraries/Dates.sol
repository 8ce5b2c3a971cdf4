// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @dev Calendar dates as they stand in documents (`YYYY-MM-DD`, ISO 8601, proleptic Gregorian calendar), as whole
/// days since 1970-01-01, negative before it.
library Dates {
    /// The Chinese day begins eight hours before the day of Universal Time.
    int256 private constant BEIJING = 8 hours;

    /// @notice Reads a date.
    /// @return valid False if the text is no date of the years 0001 to 9999.
    /// @return day Days since 1970-01-01.
    function parse(string calldata text) internal pure returns (bool valid, int32 day) {
        if (bytes(text).length != 10) return (false, 0);
        uint256 word = uint80(bytes10(bytes(text)));
        if ((word >> 40) & 0xff != 0x2d || (word >> 16) & 0xff != 0x2d) return (false, 0);
        // Each digit less '0' wraps to a large number if it is no digit.
        unchecked {
            uint256 bad;
            uint256 year;
            for (uint256 shift = 72; shift >= 48; shift -= 8) {
                uint256 digit = ((word >> shift) & 0xff) - 0x30;
                bad |= digit > 9 ? 1 : 0;
                year = year * 10 + digit;
            }
            uint256 tens = ((word >> 32) & 0xff) - 0x30;
            uint256 ones = ((word >> 24) & 0xff) - 0x30;
            bad |= tens > 9 || ones > 9 ? 1 : 0;
            uint256 month = tens * 10 + ones;
            tens = ((word >> 8) & 0xff) - 0x30;
            ones = (word & 0xff) - 0x30;
            bad |= tens > 9 || ones > 9 ? 1 : 0;
            uint256 dayOfMonth = tens * 10 + ones;
            if (bad != 0 || year == 0 || month == 0 || month > 12 || dayOfMonth == 0) return (false, 0);
            if (dayOfMonth > _daysInMonth(year, month)) return (false, 0);
            return (true, _daysSinceEpoch(year, month, dayOfMonth));
        }
    }

    /// @notice The instant at which a day ends in Beijing, 16:00:00 UTC of that day, as Unix time.
    function endInBeijing(int32 day) internal pure returns (int256) {
        return (int256(day) + 1) * 1 days - BEIJING;
    }

    /// @notice Reads a 31 December (`YYYY-12-31`).
    /// @return year From 1 to 9999; 0 if the text is anything else.
    function parseYearEnd(string calldata text) internal pure returns (uint16 year) {
        if (bytes(text).length != 10 || bytes6(bytes(text)[4:]) != "-12-31") return 0;
        for (uint256 i = 0; i < 4; ++i) {
            uint8 digit = uint8(bytes(text)[i]);
            if (digit < 0x30 || digit > 0x39) return 0;
            year = year * 10 + digit - 0x30;
        }
    }

    /// @notice The instant at which a year ends in Beijing, 16:00:00 UTC of its 31 December, as Unix time.
    function yearEndInBeijing(uint16 year) internal pure returns (int256) {
        return endInBeijing(_daysSinceEpoch(year, 12, 31));
    }

    function _daysInMonth(uint256 year, uint256 month) private pure returns (uint256) {
        if (month == 2) return (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)) ? 29 : 28;
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    /// Counts in years that begin in March, so that the leap day comes last.
    function _daysSinceEpoch(uint256 year, uint256 month, uint256 dayOfMonth) private pure returns (int32) {
        unchecked {
            uint256 y = month > 2 ? year : year - 1;
            uint256 m = month > 2 ? month - 3 : month + 9;
            uint256 days_ = 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + dayOfMonth - 1;
            return int32(int256(days_) - 719468);
        }
    }
}
