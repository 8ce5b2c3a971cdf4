import { after, before, describe } from "mocha";
import { openDatabase } from "../../server/database/connection.ts";
import { fold } from "../../server/domain/fold.ts";
import { crashBehaviour } from "../server/chain/relayer/crashes.ts";
import { deliveryBehaviour } from "../server/chain/relayer/delivery.ts";
import { faultBehaviour } from "../server/chain/relayer/faults.ts";
import { refusalBehaviour } from "../server/chain/relayer/refusals.ts";
import { type PostgresServer, startPostgres } from "./postgres-server.ts";

describe("the relayer with its outbox on PostgreSQL", function () {
  this.timeout(120_000);
  let server: PostgresServer;

  before(async () => {
    server = await startPostgres();
  });
  after(() => server?.stop());

  async function newDatabase() {
    const databaseUrl = await server.createDatabase();
    return { open: () => openDatabase({ databaseUrl, directory: "", fold }), discard: async () => {} };
  }

  deliveryBehaviour(newDatabase);
  faultBehaviour(newDatabase);
  refusalBehaviour(newDatabase);
  crashBehaviour(newDatabase);
});
