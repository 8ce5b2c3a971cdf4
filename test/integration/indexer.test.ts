import { after, before } from "mocha";
import { openDatabase } from "../../server/database/connection.ts";
import { fold } from "../../server/domain/fold.ts";
import { describeIndexer } from "../server/chain/indexer/behaviour.ts";
import { type PostgresServer, startPostgres } from "./postgres-server.ts";

let server: PostgresServer;

before(async function () {
  this.timeout(120_000);
  server = await startPostgres();
});
after(() => server?.stop());

describeIndexer("PostgreSQL", async () => {
  const databaseUrl = await server.createDatabase();
  return { open: () => openDatabase({ databaseUrl, directory: "", fold }), discard: async () => {} };
});
