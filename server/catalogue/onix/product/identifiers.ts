import type { OnixIdentifier } from "../types.ts";
import { all, type Node, textOf } from "../xml/tree.ts";

/** Identifiers of a parent: `kind` is what stands before Identifier and IDType in their names. */
export function identifiersOf(parents: Node | readonly Node[], kind: string): OnixIdentifier[] {
  return all(parents, `${kind}Identifier`).flatMap((identifier) => {
    const value = textOf(identifier, "IDValue");
    if (value === null) return [];
    return [{ type: textOf(identifier, `${kind}IDType`), typeName: textOf(identifier, "IDTypeName"), value }];
  });
}

/** The value of the first identifier of a type. */
export function identifierOf(identifiers: readonly OnixIdentifier[], type: string): string | null {
  return identifiers.find((identifier) => identifier.type === type)?.value ?? null;
}
