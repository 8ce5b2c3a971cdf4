// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

// Generated from server/domain/tables by scripts/generate-codes.ts: change the tables, then run it again.

/// @dev The frozen code tables: their hashes, their masks, and the numbers of legal and trade classes.
library Codes {
    /// Hash of territories, version 1.
    bytes32 internal constant TERRITORIES =
        0x30108135ee72b4f9438cf30fcf4dac38c02193918ce38eaa35b3aa6766592c33;
    /// Hash of languages, version 1.
    bytes32 internal constant LANGUAGES = 0x091c2bea05f524b640c06e4d91eccb6a250db3797d88e4e0be403def92df47c0;
    /// Hash of rights, version 1.
    bytes32 internal constant RIGHTS = 0x9831f5a6652144e836c680678c5b0120a0db239ef304ca2c73211a855b6b4f80;
    /// Hash of formats, version 1.
    bytes32 internal constant FORMATS = 0xb971bad437dbcedd6d5f10c7502d4dce6e76578fb3912c2d1ad3390efa8e6459;
    /// Hash of legalClasses, version 1.
    bytes32 internal constant LEGAL_CLASSES =
        0xc6e165459e0ed3c34bd68a3c8fef7d18b64e308091f4f34574bf533a0edcbef3;
    /// Hash of tradeClasses, version 1.
    bytes32 internal constant TRADE_CLASSES =
        0x751fd8c276b9d9c8180c292b1dab332a9951ab3d75b78bee4ded9584affc9c2e;

    /// Every territory: bits 0 to 248 (ISO 3166-1), 254 (XK) and 255 (those that no code names).
    uint256 internal constant WORLD = 0xc1ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff;
    /// Every language that is no macro language, and bit 255 (those that no code names).
    uint256 internal constant ALL_LANGUAGES =
        0x80000000000fffffffdff7ffffeffffddfeffefffdbf7fffffffbfaffffff7ef;
    /// Every format, and bit 31 (those that no code names).
    uint32 internal constant ALL_FORMATS = 0xbfffffff;
    /// Copyright Law Art. 10 items 5 to 17, item n at bit n - 1: the rights that can be licensed and assigned.
    uint32 internal constant ECONOMIC_RIGHTS = 0x0001fff0;
    /// Related rights of Copyright Law Ch. IV: 18 to 31.
    uint32 internal constant RELATED_RIGHTS = 0x7ffe0000;

    /// @notice The number of a legal class, from 1; 0 if the text is none.
    function legalClass(string calldata code) internal pure returns (uint8 index) {
        // The text, with its length in the last byte: of another length, it is another key.
        bytes32 key;
        assembly ("memory-safe") {
            key := or(and(calldataload(code.offset), not(shr(shl(3, code.length), not(0)))), code.length)
        }
        // No two classes begin with the same four letters; what follows them is compared at the end.
        uint256 head = uint256(key) >> 224;
        if (head >= uint32(bytes4("phot"))) {
            if (head >= uint32(bytes4("writ"))) {
                return key == bytes32("written") | bytes32(uint256(7)) ? 1 : 0;
            }
            if (head >= uint32(bytes4("quyi"))) {
                if (head >= uint32(bytes4("soun"))) {
                    if (head >= uint32(bytes4("vide"))) {
                        return key == bytes32("video-recording") | bytes32(uint256(15)) ? 19 : 0;
                    }
                    return key == bytes32("sound-recording") | bytes32(uint256(15)) ? 18 : 0;
                }
                if (head >= uint32(bytes4("soft"))) {
                    return key == bytes32("software") | bytes32(uint256(8)) ? 14 : 0;
                }
                return key == bytes32("quyi") | bytes32(uint256(4)) ? 5 : 0;
            }
            return key == bytes32("photographic") | bytes32(uint256(12)) ? 10 : 0;
        }
        if (head >= uint32(bytes4("fine"))) {
            if (head >= uint32(bytes4("grap"))) {
                if (head >= uint32(bytes4("musi"))) {
                    if (head >= uint32(bytes4("oral"))) {
                        if (head >= uint32(bytes4("othe"))) {
                            if (head >= uint32(bytes4("perf"))) {
                                return key == bytes32("performance") | bytes32(uint256(11)) ? 17 : 0;
                            }
                            return key == bytes32("other") | bytes32(uint256(5)) ? 15 : 0;
                        }
                        return key == bytes32("oral") | bytes32(uint256(4)) ? 2 : 0;
                    }
                    return key == bytes32("musical") | bytes32(uint256(7)) ? 3 : 0;
                }
                if (head >= uint32(bytes4("layo"))) {
                    if (head >= uint32(bytes4("mode"))) {
                        return key == bytes32("model") | bytes32(uint256(5)) ? 13 : 0;
                    }
                    return key == bytes32("layout-design") | bytes32(uint256(13)) ? 16 : 0;
                }
                return key == bytes32("graphic") | bytes32(uint256(7)) ? 12 : 0;
            }
            return key == bytes32("fine-art") | bytes32(uint256(8)) ? 8 : 0;
        }
        if (head >= uint32(bytes4("broa"))) {
            if (head >= uint32(bytes4("chor"))) {
                if (head >= uint32(bytes4("dram"))) {
                    return key == bytes32("dramatic") | bytes32(uint256(8)) ? 4 : 0;
                }
                return key == bytes32("choreographic") | bytes32(uint256(13)) ? 6 : 0;
            }
            return key == bytes32("broadcast") | bytes32(uint256(9)) ? 20 : 0;
        }
        if (head >= uint32(bytes4("audi"))) {
            return key == bytes32("audiovisual") | bytes32(uint256(11)) ? 11 : 0;
        }
        if (head >= uint32(bytes4("arch"))) {
            return key == bytes32("architecture") | bytes32(uint256(12)) ? 9 : 0;
        }
        return key == bytes32("acrobatic") | bytes32(uint256(9)) ? 7 : 0;
    }

    // Byte n is about the trade classes of the n-th letter, A being 0.
    uint256 private constant FIRST_INDEX = 0x1d00230100000022000000000000000e001c0000001700260000000000000000;
    uint256 private constant LOWEST_DIGITS =
        0x0100010100000001000000000000000100010000000100630000000000000000;
    uint256 private constant CLASS_COUNT = 0x0500030d00000001000000000000000900010000000500010000000000000000;

    /// @notice The number of a trade class, from 1; 0 if the text is none.
    function tradeClass(string calldata code) internal pure returns (uint8 index) {
        // Whatever is no letter or digit wraps to a large number, which no class has.
        assembly ("memory-safe") {
            let word := calldataload(code.offset)
            let letter := sub(byte(0, word), 65)
            let ones := sub(byte(2, word), 48)
            let digits := add(mul(sub(byte(1, word), 48), 10), ones)
            let place := sub(digits, byte(letter, LOWEST_DIGITS))
            let known := and(lt(ones, 10), lt(place, byte(letter, CLASS_COUNT)))
            index := mul(add(byte(letter, FIRST_INDEX), place), and(known, eq(code.length, 3)))
        }
    }
}
