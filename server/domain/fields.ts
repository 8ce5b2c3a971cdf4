import { z } from "zod";
import { InvalidInput } from "./errors.ts";
import { cleanText, type TextRule } from "./text.ts";

/** What the shapes of works are put together from. */

/** Runs a parser of the domain as a zod transform: its InvalidInput becomes an issue with `params.code`. */
export function parsed<I, O>(parse: (value: I) => O) {
  return (value: I, context: z.RefinementCtx): O => {
    try {
      return parse(value);
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      context.addIssue({ code: "custom", message: error.message, params: { code: error.code } });
      return z.NEVER;
    }
  };
}

/** A required text. The bounds stand in the JSON Schema too. */
export function text(rule: TextRule) {
  const bounds = { minLength: rule.min ?? 1, maxLength: rule.max };
  return z
    .string()
    .meta(bounds)
    .transform(parsed((value) => cleanText(value, rule)));
}

/** A text that may be missing, null or empty: all three give null. */
export function optionalText(rule: TextRule) {
  return z
    .string()
    .meta({ maxLength: rule.max })
    .transform(parsed((value) => cleanText(value, { ...rule, min: 0 }) || null))
    .nullable()
    .default(null);
}

/** A list without repetitions; the first of equals stays where it is. */
export function distinct<T>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
