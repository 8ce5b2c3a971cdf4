import { describe } from "mocha";
import { indexBehaviour } from "./behaviour/index.ts";
import { lockBehaviour } from "./behaviour/locks.ts";
import { rollbackProperty } from "./behaviour/rollback-property.ts";
import { searchBehaviour } from "./behaviour/search.ts";
import { storageBehaviour } from "./behaviour/storage.ts";
import type { NewPlace } from "./support.ts";

/** One suite for every database: they must not differ in anything the program can see. */
export function describeDatabase(name: string, newPlace: NewPlace): void {
  describe(`a database on ${name}`, function () {
    this.timeout(60_000);
    storageBehaviour(newPlace);
    indexBehaviour(newPlace);
    rollbackProperty(newPlace);
    searchBehaviour(newPlace);
    lockBehaviour(newPlace);
  });
}
