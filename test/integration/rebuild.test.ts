import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { Wallet } from "ethers";
import { sql } from "kysely";
import { after, before, describe, it } from "mocha";
import { type Deployment, deployAndRecord } from "../../server/chain/deployment.ts";
import { describeDifference } from "../../server/chain/indexer/comparison.ts";
import { createIndexer, type Indexer } from "../../server/chain/indexer/indexer.ts";
import { connectLedger } from "../../server/chain/ledger.ts";
import { type Config, readConfig } from "../../server/config.ts";
import type { ContentStore } from "../../server/content/store.ts";
import { type Database, openDatabase } from "../../server/database/connection.ts";
import { fold } from "../../server/domain/fold.ts";
import { checkIndex, rebuildIndex } from "../../server/rebuild.ts";
import { type Anvil, startAnvil } from "../server/chain/support/anvil.ts";
import { addressOf, keyOf } from "../server/chain/support/ledger.ts";
import { createTimeline } from "../server/chain/support/timeline.ts";
import { failureOf } from "../server/database/support.ts";
import { type PostgresServer, startPostgres } from "./postgres-server.ts";

const DEEDS = ["Registration", "Accreditation", "Attestation", "Assignment", "Deposit"];
const SILENT = (): void => {};

describe("rebuilding the index on PostgreSQL", function () {
  this.timeout(120_000);
  let server: PostgresServer;
  let anvil: Anvil;
  let folder: string;
  let config: Config;
  let database: Database;
  let deployment: Deployment;

  before(async () => {
    server = await startPostgres();
    anvil = await startAnvil();
    folder = await mkdtemp(join(tmpdir(), "rebuild-"));
    const databaseUrl = await server.createDatabase();
    config = readConfig({
      ...{ DATABASE_URL: databaseUrl, RPC_URL: anvil.url, RELAYER_KEY: keyOf("operator"), DATA_DIR: folder },
    });
    database = await openDatabase({ databaseUrl, directory: "", fold });
    deployment = await deployAndRecord(
      config.deploymentsDirectory,
      new Wallet(keyOf("operator"), anvil.chain.provider),
      {
        administrator: addressOf("operator"),
        administratorDelay: 0,
        accreditors: [addressOf("operator")],
      },
    );
    const ledger = connectLedger(deployment, anvil.chain.provider);
    const timeline = await createTimeline({ anvil, ledger, seed: 9, digests: [] });
    for (const deed of DEEDS) await timeline.add((world) => timeline.life.actNamed(world, deed));
    const indexer = newIndexer();
    while (await indexer.step());
  });
  after(async () => {
    await database?.close();
    await anvil?.stop();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  function newIndexer(): Indexer {
    const content = { has: async () => false, get: async () => null } as unknown as ContentStore;
    return createIndexer({ chain: anvil.chain, deployment, database, content });
  }

  async function check(): Promise<string[]> {
    const found: string[] = [];
    const told = await checkIndex(config, SILENT, (difference) => {
      found.push(describeDifference(difference));
    });
    expect(told.count).to.equal(found.length);
    return found;
  }

  it("finds the live index equal, by way of a schema that is gone afterwards", async () => {
    expect(await check()).to.deep.equal([]);
    const { rows } = await sql`select 1 from pg_namespace where nspname = 'ledger_index_check'`.execute(
      database.db,
    );
    expect(rows).to.deep.equal([]);
  });

  it("finds a row that was changed, one that was added and one that was taken away", async () => {
    await database.db.updateTable("institutions").set({ name: "another" }).execute();
    await database.db.deleteFrom("deposits").execute();
    await database.db.insertInto("derivations").values({ work_id: "0x1", source_id: "0x2" }).execute();
    const found = await check();
    expect(found).to.have.length(3);
    expect(found[0]).to.match(/^derivations .*: a rebuilt index does not have it$/);
    expect(found[1]).to.match(/^deposits .*: only a rebuilt index has it$/);
    expect(found[2]).to.match(/^institutions .*: name is "another", rebuilt "機構 .*"$/);
  });

  it("makes the live index anew", async () => {
    expect(await rebuildIndex(config, SILENT)).to.equal(await anvil.height());
    expect(await check()).to.deep.equal([]);
  });

  it("leaves that to a gateway that is indexing, and follows it", async () => {
    await database.db.deleteFrom("deposits").execute();
    const lock = await database.locks.tryAcquire("index");
    let ended = false;
    const rebuilding = rebuildIndex(config, SILENT).finally(() => {
      ended = true;
    });
    const gateway = newIndexer();
    while (!ended) {
      // That its index was taken from under it is an error to a gateway, and its worker begins again.
      await gateway.step().catch(() => false);
      await pause(20);
    }
    expect(await rebuilding).to.equal(await anvil.height());
    await lock?.release();
    expect(await check()).to.deep.equal([]);
  });

  it("is refused while another check is running, and where the chain has another block", async () => {
    const lock = await database.locks.tryAcquire("ledger_index_check");
    expect((await failureOf(check())).message).to.equal(
      "The index is being checked already: wait for that check to end.",
    );
    await lock?.release();
    await anvil.reorganise(1);
    expect((await failureOf(check())).message).to.match(
      /^The chain no longer has the block .* check again when/,
    );
    await anvil.rpc("anvil_rollback", 2);
    expect((await failureOf(check())).message).to.match(
      /the node has not come there yet: check again when it has\.$/,
    );
  });
});
