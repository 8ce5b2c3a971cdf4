/*
 * Check characters of the identifier standards. Each function takes the characters before the check character,
 * already normalised, and returns the one that must follow.
 */

/** ISBN-13, ISMN, EAN: weights 1 and 3, modulo 10. */
export function ean13(digits: string): string {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) sum += Number(digits[i]) * (i % 2 === 0 ? 1 : 3);
  return String((10 - (sum % 10)) % 10);
}

/** ISBN-10 and ISSN: weights falling to 2, modulo 11, X for ten. */
export function mod11(digits: string): string {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) sum += Number(digits[i]) * (digits.length + 1 - i);
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? "X" : String(check);
}

/** ISWC (ISO 15707): 1 plus the digits weighted 1 to 9, modulo 10. */
export function iswc(digits: string): string {
  let sum = 1;
  for (let i = 0; i < digits.length; i++) sum += Number(digits[i]) * (i + 1);
  return String((10 - (sum % 10)) % 10);
}

const USCC_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/** Unified social credit code (GB 32100): powers of 3, modulo 31, over an alphabet without I, O, S, V and Z. */
export function uscc(characters: string): string {
  let sum = 0;
  let weight = 1;
  for (const character of characters) {
    sum += USCC_CHARACTERS.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return USCC_CHARACTERS[(31 - (sum % 31)) % 31] as string;
}
