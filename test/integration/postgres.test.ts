import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { sql } from "kysely";
import { after, before, describe, it } from "mocha";
import { type DatabaseOptions, openDatabase } from "../../server/database/connection.ts";
import { StartError } from "../../server/database/errors.ts";
import { MIGRATIONS } from "../../server/database/migrations/index.ts";
import { isOutage } from "../../server/database/outage.ts";
import { fold } from "../../server/domain/fold.ts";
import { describeDatabase } from "../server/database/behaviour.ts";
import { failureOf, type Place } from "../server/database/support.ts";
import { type PostgresServer, startPostgres } from "./postgres-server.ts";
import { startTcpProxy } from "./tcp-proxy.ts";

let server: PostgresServer;

function open(databaseUrl: string, logger?: DatabaseOptions["logger"]) {
  return openDatabase({ databaseUrl, directory: "", fold, logger });
}

async function newDatabase(): Promise<Place & { url: string }> {
  const url = await server.createDatabase();
  return { url, open: () => open(url), discard: async () => {} };
}

describe("PostgreSQL", function () {
  this.timeout(120_000);
  before(async () => {
    server = await startPostgres();
  });
  after(() => server?.stop());

  describeDatabase("PostgreSQL", newDatabase);

  async function refusal(databaseUrl: string): Promise<string> {
    const error = await failureOf(open(databaseUrl));
    expect(error).to.be.instanceOf(StartError);
    expect(error.message).to.not.contain(server.password);
    expect(error.message).to.not.contain(encodeURIComponent(server.password));
    return error.message;
  }

  it("is asked for by one sentence naming DATABASE_URL when it cannot be reached", async () => {
    const url = new URL(await server.createDatabase());
    url.port = "1";
    expect(await refusal(url.href)).to.match(
      /^DATABASE_URL names the database "test_\d+" at 127.0.0.1:1, which cannot be reached \(ECONNREFUSED\): start PostgreSQL there, .* unset it/,
    );
    url.hostname = "no-such-host.invalid";
    expect(await refusal(url.href)).to.contain("a host that cannot be found: correct DATABASE_URL");
  });

  it("says which of user, password and database is wrong, without the password", async () => {
    const url = await server.createDatabase();
    const wrongPassword = new URL(url);
    wrongPassword.password = "guess";
    const message = await refusal(wrongPassword.href);
    expect(message).to.contain("which refuses this user or password");
    expect(message).to.not.contain("guess");
    expect(await refusal(`${url}_missing`)).to.contain("which does not exist there: create it");
    for (const wrong of ["mysql://a:b@localhost/c", "postgres://localhost", "host=localhost"]) {
      expect(await refusal(wrong)).to.contain(
        "DATABASE_URL must look like postgres://user:password@host:5432/database",
      );
    }
  });

  it("is refused when its encoding is not UTF-8 or its user may not create tables", async () => {
    const latin = await server.createDatabase("encoding 'LATIN1' locale 'C' template template0");
    expect(await refusal(latin)).to.contain(
      "whose encoding is LATIN1: create the database with encoding UTF8",
    );
    const url = new URL(await server.createDatabase());
    await server.run(url.href, "create role guest login password 'guest'");
    url.username = "guest";
    url.password = "guest";
    expect(await refusal(url.href)).to.contain("may not create tables");
  });

  it("is migrated once when several gateways start at the same time", async () => {
    const place = await newDatabase();
    const databases = await Promise.all([place.open(), place.open(), place.open(), place.open()]);
    const rows = await databases[0].db.selectFrom("migrations").select("number").orderBy("number").execute();
    expect(rows).to.deep.equal(MIGRATIONS.map(({ number }) => ({ number })));
    await Promise.all(databases.map((database) => database.close()));
  });

  it("gives a lock to one gateway, and to another when the first one's connection dies", async () => {
    const place = await newDatabase();
    const [one, other] = await Promise.all([place.open(), place.open()]);
    const held = await one.locks.tryAcquire("indexer");
    if (!held) throw new Error("the lock should be free");
    expect(await other.locks.tryAcquire("indexer")).to.equal(undefined);
    const lost = new Promise((resolve) => held.lost.addEventListener("abort", resolve, { once: true }));
    await server.run(
      place.url,
      "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and pid <> pg_backend_pid()",
    );
    await lost;
    expect(await other.locks.tryAcquire("indexer")).to.not.equal(undefined);
    expect(await one.locks.tryAcquire("indexer")).to.equal(undefined);
    await held.release();
    await Promise.all([one.close(), other.close()]);
  });

  it("leaves no lock to a connection whose answer came too late", async () => {
    const place = await newDatabase();
    const wire = await startTcpProxy(server.port);
    const far = Object.assign(new URL(place.url), { port: String(wire.port) });
    const [slow, other] = [await open(far.href), await place.open()];
    wire.holdFrom("pg_try_advisory_lock");
    expect((await failureOf(slow.locks.tryAcquire("indexer"))).message).to.equal("Query read timeout");
    wire.release();
    // The server hears of the question and of the end of the connection, in this order.
    let free = await other.locks.tryAcquire("indexer");
    for (let look = 0; !free && look < 50; look += 1) {
      await pause(100);
      free = await other.locks.tryAcquire("indexer");
    }
    expect(free).to.not.equal(undefined);
    await Promise.all([slow.close(), other.close()]);
    await wire.stop();
  });

  it("frees a gateway's locks when it closes", async () => {
    const place = await newDatabase();
    const [one, other] = await Promise.all([place.open(), place.open()]);
    const held = await one.locks.tryAcquire("indexer");
    expect(held?.lost.aborted).to.equal(false);
    await one.close();
    expect(held?.lost.aborted).to.equal(true);
    expect(await other.locks.tryAcquire("indexer")).to.not.equal(undefined);
    await other.close();
  });

  it("can drop idle connections without taking the gateway down", async () => {
    const url = await server.createDatabase();
    const { promise: warned, resolve } = Promise.withResolvers<string>();
    const database = await open(url, { warn: (_details, message) => resolve(message) });
    await server.run(
      url,
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
    );
    expect(await warned).to.equal("lost a connection to PostgreSQL");
    expect(await database.db.selectFrom("outbox").selectAll().execute()).to.deep.equal([]);
    await database.close();
  });

  it("can end a connection between two queries of a transaction without taking the gateway down", async () => {
    const url = await server.createDatabase();
    const database = await open(url);
    const failure = await failureOf(
      database.db.transaction().execute(async (trx) => {
        const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx);
        await server.run(url, `select pg_terminate_backend(${rows[0]?.pid})`);
        await pause(200);
        await trx.selectFrom("outbox").selectAll().execute();
      }),
    );
    expect(isOutage(failure), failure.message).to.equal(true);
    expect(await database.db.selectFrom("outbox").selectAll().execute()).to.deep.equal([]);
    await database.close();
  });

  it("gives no statement for ever", async () => {
    const place = await newDatabase();
    const database = await place.open();
    const setting = sql<{ value: string }>`select current_setting('statement_timeout') as value`;
    const { rows } = await setting.execute(database.db);
    expect(rows[0]?.value).to.equal("30s");
    await database.close();
  });
});
