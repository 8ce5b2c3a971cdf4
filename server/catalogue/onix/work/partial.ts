import type { Edition } from "../../../domain/edition.ts";
import type { WorkInput } from "../../../domain/work-input.ts";

/** What a PublishingDetail says of an edition. */
const PUBLISHING = [
  "publishers",
  "imprints",
  "publishingStatus",
  "countryOfPublication",
  "dates",
  "copyrights",
  "salesRights",
  "restOfWorld",
  "salesRestrictions",
] as const satisfies readonly (keyof Edition)[];

/** A partial update says nothing of the blocks that it leaves out: what the work has of them stays. */
export function filledFrom(update: WorkInput, before: WorkInput): WorkInput {
  return {
    ...update,
    description: update.description ?? before.description,
    edition: update.edition && before.edition && editionFrom(update.edition, before.edition),
  };
}

function editionFrom(update: Edition, before: Edition): Edition {
  const says = PUBLISHING.some((name) => {
    const value = update[name];
    return Array.isArray(value) ? value.length > 0 : value !== null;
  });
  if (says) return update;
  return { ...update, ...Object.fromEntries(PUBLISHING.map((name) => [name, before[name]])) };
}
