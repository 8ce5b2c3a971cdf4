import { expect } from "chai";
import { after, afterEach, before, describe, it } from "mocha";
import type { Relayer } from "../../../../server/chain/relayer/relayer.ts";
import type { NewPlace } from "../../database/support.ts";
import type { RpcRequest } from "../support/proxy.ts";
import { type Outbox, openRelayBench, type RelayBench } from "./bench.ts";

const FINALITY = 4;
const DOCUMENTS = 2;
/** More requests than a relayer makes for these documents, with finality. */
const MOST_REQUESTS = 60;

/** Where a relayer is killed: at its `count`th request of those that `of` picks, before or after the node got it. */
interface CrashPoint {
  readonly count: number;
  readonly of: (request: RpcRequest) => boolean;
  readonly reached: boolean;
}

/**
 * A crash is the end of every connection. What is written to the database lies between two requests, and a request
 * that changes nothing may as well not have reached the node: so there are no other places than these.
 */
export function crashBehaviour(newPlace: NewPlace): void {
  describe("killed at any point and started again", () => {
    let bench: RelayBench;

    before(async () => {
      bench = await openRelayBench(newPlace, { finality: FINALITY });
    });
    afterEach(() => bench.endScenario());
    after(() => bench?.close());

    /** @returns false when the relayer came to its end before the crash */
    async function crashAt({ count, of, reached }: CrashPoint): Promise<boolean> {
      const outbox = await bench.begin();
      const documents = await Promise.all(Array.from({ length: DOCUMENTS }, () => outbox.registration()));
      await outbox.accept(...documents);
      let seen = 0;
      let dead = false;
      bench.proxy.intercept = async (request, forward) => {
        if (!dead) {
          if (of(request)) seen += 1;
          if (seen < count) return undefined;
          dead = true;
          if (reached) await forward();
        }
        throw new Error("killed");
      };
      const first = await outbox.relayer().catch(() => undefined);
      if (first) await deliver(outbox, first).catch(() => undefined);
      bench.proxy.intercept = null;
      const second = await outbox.relayer();
      await outbox.run(second);
      outbox.ahead = 20;
      await deliver(outbox, second);
      const where = `killed ${reached ? "after" : "before"} request ${count}`;
      expect(await outbox.executions(...documents), where).to.deep.equal(documents.map(() => 1));
      expect(new Set(await outbox.states()), where).to.deep.equal(new Set(["final"]));
      const sequences = (await outbox.rows()).map(({ sequence }) => `mined ${sequence}`);
      expect(new Set(outbox.told), where).to.deep.equal(new Set(sequences));
      await bench.endScenario();
      return dead;
    }

    async function deliver(outbox: Outbox, relayer: Relayer): Promise<void> {
      await outbox.run(relayer);
      await bench.anvil.mine(FINALITY);
      await outbox.run(relayer);
    }

    it("before a request reached the node: each document once", async () => {
      let count = 1;
      const of = ({ method }: RpcRequest): boolean => method.startsWith("eth_");
      while (await crashAt({ count, of, reached: false })) count += 1;
      expect(count).to.be.within(10, MOST_REQUESTS);
      await bench.begin();
    });

    it("after a transaction reached the node: each document once", async () => {
      const of = ({ method }: RpcRequest): boolean => method === "eth_sendRawTransaction";
      let count = 1;
      while (await crashAt({ count, of, reached: true })) count += 1;
      expect(count).to.equal(DOCUMENTS + 1);
      await bench.begin();
    });

    it("while it writes what has become of documents: each is told of, and none is lost", async () => {
      const outbox = await bench.begin();
      const documents = await Promise.all(Array.from({ length: DOCUMENTS }, () => outbox.registration()));
      await outbox.accept(...documents);
      outbox.fails = true;
      await outbox.run(await outbox.relayer()).catch(() => undefined);
      expect(new Set(await outbox.states())).to.deep.equal(new Set(["sent"]));
      outbox.fails = false;
      await outbox.run(await outbox.relayer());
      expect(new Set(await outbox.states())).to.deep.equal(new Set(["mined"]));
      expect(new Set(outbox.told)).to.have.property("size", DOCUMENTS);
      expect(await outbox.executions(...documents)).to.deep.equal(documents.map(() => 1));
    });
  });
}
