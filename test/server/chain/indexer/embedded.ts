import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { it } from "mocha";
import { type Chain, openChain } from "../../../../server/chain/connection.ts";
import { createIndexer } from "../../../../server/chain/indexer/indexer.ts";
import { connectLedger } from "../../../../server/chain/ledger.ts";
import { openHeliaStore } from "../../../../server/content/helia.ts";
import type { Database } from "../../../../server/database/connection.ts";
import { dumpIndex, type NewPlace, withDatabase } from "../../database/support.ts";
import { addressOf, deployTestLedger } from "../support/ledger.ts";
import { createSubmitter } from "../support/submitter.ts";
import { createLife, newWorld } from "../support/world.ts";
import { documentNumbered } from "./bench.ts";
import { stateOfIndex, stateOnChain } from "./state.ts";

/** On the embedded chain all is final at once, and is the same after a restart. */
export function embeddedChainBehaviour(newPlace: NewPlace): void {
  it("follows the embedded chain, through restarts of the chain and of the index", async () => {
    const folder = await mkdtemp(join(tmpdir(), "index-embedded-"));
    const directory = join(folder, "chain");
    const content = await openHeliaStore(join(folder, "content"));
    const ids = await content.putMany([1, 2, 3].map(documentNumbered));
    let chain = await openChain({ directory, confirmations: 32 });
    const { deployment } = await deployTestLedger(chain);
    let world = newWorld;

    async function live(acts: number, seed: number): Promise<void> {
      const life = createLife(
        connectLedger(deployment, chain.provider),
        seed,
        ids.map(({ digest }) => digest),
      );
      for (let count = 0; count < acts; count += 1) {
        const act = await life.act(world);
        await createSubmitter(chain, act.sender).send(act.call);
        world = act.world;
      }
    }

    async function index(database: Database, on: Chain): Promise<void> {
      const indexer = createIndexer({ chain: on, deployment, database, content });
      while (await indexer.step());
    }

    await withDatabase(newPlace, async (database) => {
      await live(25, 1);
      await index(database, chain);
      await chain.close();
      chain = await openChain({ directory, confirmations: 32 });
      await live(25, 2);
      await index(database, chain);
      const ledger = connectLedger(deployment, chain.provider);
      const accounts = (["registrar", "bank"] as const)
        .filter((role) => world.standings[role])
        .map(addressOf);
      expect(await stateOfIndex(database)).to.deep.equal(await stateOnChain(ledger, world, accounts));
      expect(await database.db.selectFrom("undo").selectAll().execute()).to.deep.equal([]);
      await withDatabase(newPlace, async (fresh) => {
        await index(fresh, chain);
        expect(await dumpIndex(database.db)).to.deep.equal(await dumpIndex(fresh.db));
      });
    });
    await chain.close();
    await content.close();
    await rm(folder, { recursive: true, force: true });
  });
}
