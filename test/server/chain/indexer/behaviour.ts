import { describe } from "mocha";
import type { NewPlace } from "../../database/support.ts";
import { embeddedChainBehaviour } from "./embedded.ts";
import { finalityBehaviour } from "./finality.ts";
import { followingBehaviour } from "./following.ts";
import { metadataBehaviour } from "./metadata.ts";
import { randomReorganisations } from "./random-reorganisations.ts";
import { reorganisationBehaviour } from "./reorganisations.ts";
import { unreliableNodeBehaviour } from "./unreliable-node.ts";

/**
 * One suite for every database that an index can be in.
 * @param reorganisations how many at random; a few unless given
 */
export function describeIndexer(name: string, newPlace: NewPlace, reorganisations = 3): void {
  describe(`an index on ${name}`, function () {
    this.timeout(120_000);
    embeddedChainBehaviour(newPlace);
    followingBehaviour(newPlace);
    finalityBehaviour(newPlace);
    metadataBehaviour(newPlace);
    unreliableNodeBehaviour(newPlace);
    reorganisationBehaviour(newPlace);
    randomReorganisations(newPlace, reorganisations);
  });
}
