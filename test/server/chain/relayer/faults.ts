import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { after, afterEach, before, beforeEach, describe, it } from "mocha";
import { signedFor } from "../../../../server/chain/relayer/outbox.ts";
import { failureOf, type NewPlace } from "../../database/support.ts";
import { addressOf } from "../support/ledger.ts";
import { createSubmitter } from "../support/submitter.ts";
import { type Outbox, openRelayBench, type RelayBench } from "./bench.ts";

const FINALITY = 32;
/** A transaction without a receipt is looked at again after this many seconds. */
const PATIENCE = 20;

/** What networks do, and other users of the relayer's key. */
export function faultBehaviour(newPlace: NewPlace): void {
  describe("when something goes wrong on the network", () => {
    let bench: RelayBench;
    let outbox: Outbox;

    before(async () => {
      bench = await openRelayBench(newPlace, { finality: FINALITY });
    });
    beforeEach(async () => {
      outbox = await bench.begin();
    });
    afterEach(() => bench.endScenario());
    after(() => bench?.close());

    async function accepted(count = 1) {
      const documents = await Promise.all(Array.from({ length: count }, () => outbox.registration()));
      await outbox.accept(...documents);
      return documents;
    }

    async function newestTransaction(): Promise<string> {
      const [row] = await outbox.rows();
      return row?.transaction_hash ?? "";
    }

    it("waits for a node that is down", async () => {
      const documents = await accepted(2);
      const relayer = await outbox.relayer();
      bench.proxy.intercept = async () => {
        throw new Error("down");
      };
      await failureOf(relayer.round());
      expect(await outbox.states()).to.deep.equal(["accepted", "accepted"]);
      bench.proxy.intercept = null;
      await outbox.run(relayer);
      expect(await outbox.executions(...documents)).to.deep.equal([1, 1]);
    });

    it("sends again what the node has dropped", async () => {
      await bench.anvil.rpc("evm_setAutomine", false);
      const documents = await accepted(2);
      const relayer = await outbox.relayer();
      await relayer.round();
      for (const { transaction_hash } of await outbox.rows()) {
        await bench.anvil.rpc("anvil_dropTransaction", transaction_hash);
      }
      await bench.anvil.mine(1);
      await relayer.round();
      expect(await outbox.executions(...documents)).to.deep.equal([0, 0]);
      outbox.ahead = PATIENCE;
      await relayer.round();
      await bench.anvil.mine(1);
      await outbox.run(relayer);
      expect(await outbox.states()).to.deep.equal(["mined", "mined"]);
      expect(await outbox.executions(...documents)).to.deep.equal([1, 1]);
    });

    it("sends again what was reorganised away, soon and not only when it would have been final", async () => {
      await bench.anvil.mine(5);
      const documents = await accepted(3);
      const relayer = await outbox.relayer();
      await outbox.run(relayer);
      await bench.anvil.reorganise(5);
      expect(await outbox.executions(...documents)).to.deep.equal([0, 0, 0]);
      outbox.ahead = PATIENCE;
      await outbox.run(relayer);
      expect(await outbox.states()).to.deep.equal(["mined", "mined", "mined"]);
      expect(await outbox.executions(...documents)).to.deep.equal([1, 1, 1]);
    });

    it("fills the gap when another transaction of the same key was reorganised away with its own", async () => {
      await bench.anvil.mine(5);
      await createSubmitter(bench.anvil.chain, "operator").send({ to: addressOf("bank"), data: "0x" });
      const documents = await accepted(3);
      const relayer = await outbox.relayer();
      await outbox.run(relayer);
      await bench.anvil.reorganise(5);
      for (let round = 0; round < 3; round += 1) {
        outbox.ahead += PATIENCE;
        await outbox.run(relayer);
      }
      expect(await outbox.states()).to.deep.equal(["mined", "mined", "mined"]);
      expect(await outbox.executions(...documents)).to.deep.equal([1, 1, 1]);
    });

    it("follows a document into the block that it stands in after a reorganisation", async () => {
      const [document] = await accepted();
      const relayer = await outbox.relayer();
      await outbox.run(relayer);
      const [before] = await outbox.rows();
      const raws = before ? signedFor(before).map(({ raw }) => raw) : [];
      await bench.anvil.rpc("anvil_reorg", 1, []);
      await bench.anvil.mine(2);
      for (const raw of raws) await bench.anvil.rpc("eth_sendRawTransaction", raw);
      outbox.ahead = PATIENCE;
      await outbox.run(relayer);
      const [row] = await outbox.rows();
      expect(row).to.deep.include({ state: "mined", block: Number(before?.block) + 3, attempts: 1 });
      expect(outbox.told).to.have.length(2);
      expect(document && (await outbox.executions(document))).to.deep.equal([1]);
    });

    it("signs anew when its nonce went to another transaction of the same key before it was sent", async () => {
      const documents = await accepted(2);
      const relayer = await outbox.relayer();
      let uses = 0;
      bench.proxy.intercept = async ({ method }) => {
        if (method !== "eth_sendRawTransaction" || uses > 0) return undefined;
        uses += 1;
        await createSubmitter(bench.anvil.chain, "operator").send({ to: addressOf("bank"), data: "0x" });
        return undefined;
      };
      await outbox.run(relayer);
      outbox.ahead = PATIENCE;
      await outbox.run(relayer);
      expect(await outbox.states()).to.deep.equal(["mined", "mined"]);
      expect(await outbox.executions(...documents)).to.deep.equal([1, 1]);
    });

    it("signs anew when another transaction of the same key has taken its place in the pool", async () => {
      await bench.anvil.rpc("evm_setAutomine", false);
      const documents = await accepted(2);
      const relayer = await outbox.relayer();
      await relayer.round();
      await bench.anvil.rpc("anvil_dropTransaction", await newestTransaction());
      const [first] = await outbox.rows();
      const usurper = createSubmitter(bench.anvil.chain, "operator", Number(first?.nonce));
      await usurper.send({ to: addressOf("bank"), data: "0x" });
      await bench.anvil.mine(1);
      outbox.ahead = PATIENCE;
      await relayer.round();
      await relayer.round();
      await bench.anvil.mine(1);
      await outbox.run(relayer);
      expect(await outbox.states()).to.deep.equal(["mined", "mined"]);
      expect(await outbox.executions(...documents)).to.deep.equal([1, 1]);
    });
  });

  it("keeps up with a chain that makes a block now and then", async function () {
    this.timeout(60_000);
    const bench = await openRelayBench(newPlace, {
      finality: 2,
      arguments: ["--mixed-mining", "--block-time", "1"],
    });
    const outbox = await bench.begin();
    await bench.anvil.rpc("evm_setAutomine", false);
    await bench.anvil.rpc("evm_setIntervalMining", 1);
    const documents = await Promise.all(Array.from({ length: 10 }, () => outbox.registration()));
    await outbox.accept(...documents);
    const relayer = await outbox.relayer();
    for (let round = 0; (await outbox.states()).some((state) => state !== "final"); round += 1) {
      expect(round).to.be.lessThan(200);
      await relayer.round();
      await pause(100);
    }
    expect(await outbox.executions(...documents)).to.deep.equal(documents.map(() => 1));
    expect((await outbox.rows()).every(({ attempts }) => attempts === 1)).to.equal(true);
    await bench.endScenario();
    await bench.close();
  });
}
