import { after, before, describe } from "mocha";
import { openDatabase } from "../../server/database/connection.ts";
import { fold } from "../../server/domain/fold.ts";
import { describeIndexer } from "../server/chain/indexer/behaviour.ts";
import { randomReorganisations } from "../server/chain/indexer/random-reorganisations.ts";
import { newFolder } from "../server/database/support.ts";
import { type PostgresServer, startPostgres } from "./postgres-server.ts";

let server: PostgresServer;

before(async function () {
  this.timeout(120_000);
  server = await startPostgres();
});
after(() => server?.stop());

const REORGANISATIONS = 50;

describeIndexer(
  "PostgreSQL",
  async () => {
    const databaseUrl = await server.createDatabase();
    return { open: () => openDatabase({ databaseUrl, directory: "", fold }), discard: async () => {} };
  },
  REORGANISATIONS,
);

describe("an index on SQLite", () => randomReorganisations(newFolder, REORGANISATIONS));
