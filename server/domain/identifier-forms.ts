import { Mod11_2, Mod37_36 } from "@konfirm/iso7064";
import * as check from "./check-digits.ts";
import { InvalidInput } from "./errors.ts";

/*
 * One function per scheme of identifiers. Each takes trimmed NFKC text, not empty, and returns the normal form, or
 * undefined if the text does not have the form of the scheme. A wrong check character throws.
 */

/** Letters and digits of a text, upper case, after the scheme's own prefix. */
function compact(text: string, prefix: RegExp): string {
  return text.toUpperCase().replace(prefix, "").replace(/[\s-]/g, "");
}

function checked(scheme: string, body: string, given: string | undefined, expected: string): string {
  if (given !== expected) {
    throw new InvalidInput(
      "wrong-check-digit",
      `the check character of this ${scheme} is ${given}, but ${body} needs ${expected}: at least one character is mistyped`,
    );
  }
  return body + given;
}

function groupsOfFour(characters: string): string {
  return characters.match(/.{1,4}/g)?.join("-") ?? characters;
}

export function isbn(text: string): string | undefined {
  const digits = compact(text, /^(URN:)?ISBN(-1[03])?:?/);
  if (/^\d{9}[\dX]$/.test(digits)) {
    checked("ISBN", digits.slice(0, 9), digits[9], check.mod11(digits.slice(0, 9)));
    const body = `978${digits.slice(0, 9)}`;
    return body + check.ean13(body);
  }
  // 979-0 belongs to printed music: an ISMN
  if (!/^(978|979[1-9])\d+$/.test(digits) || digits.length !== 13) return undefined;
  return checked("ISBN", digits.slice(0, 12), digits[12], check.ean13(digits.slice(0, 12)));
}

export function ismn(text: string): string | undefined {
  const digits = compact(text, /^ISMN:?/).replace(/^M(?=\d{9}$)/, "9790");
  if (!/^9790\d{9}$/.test(digits)) return undefined;
  return checked("ISMN", digits.slice(0, 12), digits[12], check.ean13(digits.slice(0, 12)));
}

export function issn(text: string): string | undefined {
  const digits = compact(text, /^(URN:)?ISSN:?/);
  if (!/^\d{7}[\dX]$/.test(digits)) return undefined;
  const whole = checked("ISSN", digits.slice(0, 7), digits[7], check.mod11(digits.slice(0, 7)));
  return `${whole.slice(0, 4)}-${whole.slice(4)}`;
}

export function isni(text: string): string | undefined {
  const digits = compact(text, /^(HTTPS?:\/\/(WWW\.)?ISNI\.ORG\/(ISNI\/)?|ISNI:?)/);
  if (!/^\d{15}[\dX]$/.test(digits)) return undefined;
  return checked("ISNI", digits.slice(0, 15), digits[15], Mod11_2.checksum(digits.slice(0, 15)));
}

export function orcid(text: string): string | undefined {
  const digits = compact(text, /^(HTTPS?:\/\/(WWW\.)?ORCID\.ORG\/|ORCID:?)/);
  if (!/^\d{15}[\dX]$/.test(digits)) return undefined;
  const whole = checked("ORCID", digits.slice(0, 15), digits[15], Mod11_2.checksum(digits.slice(0, 15)));
  return groupsOfFour(whole);
}

export function eidr(text: string): string | undefined {
  const characters = compact(text, /^(HTTPS?:\/\/(DX\.)?DOI\.ORG\/|EIDR:|DOI:)?\s*10\.5240\//);
  if (!/10\.5240\//.test(text) || !/^[\dA-F]{20}[\dA-Z]$/.test(characters)) return undefined;
  const body = characters.slice(0, 20);
  const whole = checked("EIDR", body, characters[20], Mod37_36.checksum(body));
  return `10.5240/${groupsOfFour(whole)}`;
}

export function isan(text: string): string | undefined {
  const characters = compact(text, /^(URN:)?ISAN:?/);
  const [, root, rootCheck, version, versionCheck] =
    /^([\dA-F]{16})([\dA-Z])?(?:([\dA-F]{8})([\dA-Z])?)?$/.exec(characters) ?? [];
  if (root === undefined || rootCheck === undefined) return undefined;
  checked("ISAN", root, rootCheck, Mod37_36.checksum(root));
  const head = `${groupsOfFour(root)}-${rootCheck}`;
  if (version === undefined) return head;
  if (versionCheck === undefined) return undefined;
  checked("ISAN version", root + version, versionCheck, Mod37_36.checksum(root + version));
  return `${head}-${groupsOfFour(version)}-${versionCheck}`;
}

export function iswc(text: string): string | undefined {
  const [, digits, given] = /^T?(\d{9})(\d)$/.exec(compact(text, /^ISWC:?/).replaceAll(".", "")) ?? [];
  if (digits === undefined) return undefined;
  checked("ISWC", digits, given, check.iswc(digits));
  return `T-${digits.slice(0, 3)}.${digits.slice(3, 6)}.${digits.slice(6)}-${given}`;
}

export function isrc(text: string): string | undefined {
  const [, country, registrant, year, designation] =
    /^([A-Z]{2})([\dA-Z]{3})(\d{2})(\d{5})$/.exec(compact(text, /^ISRC:?/)) ?? [];
  return country && `${country}-${registrant}-${year}-${designation}`;
}

export function doi(text: string): string | undefined {
  const name = text.replace(/^(https?:\/\/(dx\.)?doi\.org\/|doi:)\s*/i, "").toLowerCase();
  return /^10\.\d{4,9}\/[^\s\p{Cc}]{1,300}$/u.test(name) ? name : undefined;
}

export function iscc(text: string): string | undefined {
  const code = text.toUpperCase().replace(/^ISCC:\s*/, "");
  return /^[A-Z2-7]{10,73}$/.test(code) ? `ISCC:${code}` : undefined;
}

/** Registration numbers in use: the present form, that of 1994, and the two of the software register. */
const REGISTRATION_FORMS = [
  /^[\p{Script=Han}]{1,2}作登字-(19|20)\d{2}-[A-Z]-\d{6,10}$/u,
  /^作登字:(\d{2}-)?(19|20)\d{2}-[A-Z]-\d{1,10}$/,
  /^软著登字第\d{6,10}号$/,
  /^(19|20)\d{2}SR\d{6,8}$/,
];

/** Numbers are issued in simplified characters; these are what a traditional keyboard makes of them. */
const SIMPLIFIED: Readonly<Record<string, string>> = {
  國: "国",
  滬: "沪",
  雲: "云",
  遼: "辽",
  魯: "鲁",
  蘇: "苏",
  贛: "赣",
  晉: "晋",
  陝: "陕",
  閩: "闽",
  貴: "贵",
  粵: "粤",
  寧: "宁",
  瓊: "琼",
  軟: "软",
  號: "号",
};

/** The class letter is kept as it is: what several letters stand for is not certain, so none is refused. */
export function registration(text: string): string | undefined {
  const number = text
    .toUpperCase()
    .replace(/\s+/g, "")
    .replace(/[‐-―−]/g, "-")
    .replace(/[國滬雲遼魯蘇贛晉陝閩貴粵寧瓊軟號]/gu, (character) => SIMPLIFIED[character] ?? character)
    .replace(/^作登字(?!:)/, "作登字:")
    .replace(/(作登字.*\d)号$/, "$1");
  return REGISTRATION_FORMS.some((form) => form.test(number)) ? number : undefined;
}

export function dci(text: string): string | undefined {
  const code = compact(text, /^DCI:?/);
  return /^C\d{20,40}$/.test(code) ? code : undefined;
}

export function uscc(text: string): string | undefined {
  const code = compact(text, /^USCC:?/);
  if (!/^[0-9A-HJ-NP-RTUWXY]{2}\d{6}[0-9A-HJ-NP-RTUWXY]{10}$/.test(code)) return undefined;
  return checked("unified social credit code", code.slice(0, 17), code[17], check.uscc(code.slice(0, 17)));
}

/** A number of the owner's own making: taken as it is. */
export function proprietary(text: string): string | undefined {
  return text.length <= 200 && !/[\p{Cc}\uFFFD]/u.test(text) ? text : undefined;
}
