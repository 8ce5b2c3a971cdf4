import { expect } from "chai";
import { Transaction } from "ethers";
import { after, afterEach, before, beforeEach, describe, it } from "mocha";
import { signedFor } from "../../../../server/chain/relayer/outbox.ts";
import { failureOf, type NewPlace } from "../../database/support.ts";
import { addressOf } from "../support/ledger.ts";
import { type Outbox, openRelayBench, type RelayBench } from "./bench.ts";

const FINALITY = 32;
/** Longer than anything waits that is tried again, in seconds. */
const PATIENCE = 20;

/** What nodes have against transactions: their price, their gas, or that there are no coins for them. */
export function refusalBehaviour(newPlace: NewPlace): void {
  describe("when a transaction costs more than it offers, or than there is", () => {
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

    it("offers more when the price has risen above what it offered, and takes whichever is mined", async () => {
      await bench.anvil.rpc("evm_setAutomine", false);
      const documents = await accepted(2);
      const relayer = await outbox.relayer();
      await relayer.round();
      const offered = (await outbox.rows()).map(({ raw_transaction }) => feeOf(raw_transaction));
      const price = (offered[0] ?? 0n) * 10n;
      await bench.anvil.rpc("anvil_setNextBlockBaseFeePerGas", `0x${price.toString(16)}`);
      await bench.anvil.mine(1);
      await relayer.round();
      expect(await outbox.states()).to.deep.equal(["sent", "sent"]);
      outbox.ahead = PATIENCE;
      await relayer.round();
      const replaced = await outbox.rows();
      for (const row of replaced) {
        const [before, now, ...more] = signedFor(row).map(({ raw }) => Transaction.from(raw));
        expect(more).to.deep.equal([]);
        expect(now?.nonce).to.equal(before?.nonce);
        expect(now?.maxFeePerGas).to.be.greaterThan(price);
      }
      // The first is mined as it was replaced; of the second, the old one comes to the miner after all.
      const [, second] = replaced.map(signedFor);
      await bench.anvil.rpc("anvil_dropTransaction", second?.[1]?.hash);
      await bench.anvil.rpc("anvil_setNextBlockBaseFeePerGas", "0x1");
      await bench.anvil.rpc("eth_sendRawTransaction", second?.[0]?.raw);
      await bench.anvil.mine(1);
      await outbox.run(relayer);
      expect(await outbox.states()).to.deep.equal(["mined", "mined"]);
      expect(await outbox.executions(...documents)).to.deep.equal([1, 1]);
    });

    it("goes on with the others when the node cannot tell the gas of one", async () => {
      const documents = await accepted(3);
      const trouble = documents[1]?.data ?? "";
      const relayer = await outbox.relayer();
      bench.proxy.intercept = async ({ method, params }) =>
        method === "eth_estimateGas" && JSON.stringify(params).includes(trouble)
          ? { error: { code: -32000, message: "gas required exceeds allowance" } }
          : undefined;
      await outbox.run(relayer);
      expect(await outbox.states()).to.deep.equal(["mined", "accepted", "mined"]);
      bench.proxy.intercept = null;
      await outbox.run(relayer);
      expect(await outbox.states()).to.deep.equal(["mined", "accepted", "mined"]);
      outbox.ahead = PATIENCE;
      await outbox.run(relayer);
      expect(await outbox.states()).to.deep.equal(["mined", "mined", "mined"]);
      expect(await outbox.executions(...documents)).to.deep.equal([1, 1, 1]);
    });

    it("leaves no gap in the nonces when the node refuses a transaction", async () => {
      const documents = await accepted(3);
      const relayer = await outbox.relayer();
      let refused = 0;
      bench.proxy.intercept = async ({ method }) => {
        if (method !== "eth_sendRawTransaction" || refused > 0) return undefined;
        refused += 1;
        return { error: { code: -32000, message: "exceeds block gas limit" } };
      };
      await relayer.round();
      const [first] = await outbox.rows();
      expect(first).to.include({ state: "accepted", nonce: null, raw_transaction: null });
      outbox.ahead = PATIENCE;
      await outbox.run(relayer);
      expect(await outbox.states()).to.deep.equal(["mined", "mined", "mined"]);
      expect(await outbox.executions(...documents)).to.deep.equal([1, 1, 1]);
    });

    it("sends the same transaction again when the node does not say what it did with it", async () => {
      const documents = await accepted(2);
      const relayer = await outbox.relayer();
      bench.proxy.intercept = async ({ method }, forward) => {
        if (method !== "eth_sendRawTransaction") return undefined;
        await forward();
        return { error: { code: -32603, message: "internal error" } };
      };
      await failureOf(relayer.round());
      expect(await outbox.states()).to.deep.equal(["sent", "sent"]);
      bench.proxy.intercept = null;
      await outbox.run(relayer);
      expect((await outbox.rows()).map(({ state, attempts }) => [state, attempts])).to.deep.equal([
        ["mined", 1],
        ["mined", 1],
      ]);
      expect(await outbox.executions(...documents)).to.deep.equal([1, 1]);
    });

    it("signs anew, with more gas, what ran out of it", async () => {
      const documents = await accepted(2);
      const relayer = await outbox.relayer();
      let estimates = 0;
      bench.proxy.intercept = async ({ method }) => {
        estimates += method === "eth_estimateGas" ? 1 : 0;
        return method === "eth_estimateGas" && estimates <= 2 ? { result: "0xc350" } : undefined;
      };
      await outbox.run(relayer);
      const rows = await outbox.rows();
      expect(rows.map(({ state, attempts }) => [state, attempts])).to.deep.equal([
        ["mined", 2],
        ["mined", 2],
      ]);
      expect(await outbox.executions(...documents)).to.deep.equal([1, 1]);
    });

    it("gives up on what runs out of gas time and again", async () => {
      const [document] = await accepted();
      const relayer = await outbox.relayer();
      bench.proxy.intercept = async ({ method }) =>
        method === "eth_estimateGas" ? { result: "0x7530" } : undefined;
      await outbox.run(relayer);
      await bench.anvil.mine(FINALITY);
      await outbox.run(relayer);
      const [row] = await outbox.rows();
      expect(row).to.include({ state: "failed", attempts: 5 });
      expect(outbox.told).to.deep.equal([`failed ${row?.sequence} reverted`]);
      expect(document && (await outbox.executions(document))).to.deep.equal([0]);
    });

    it("waits for coins when it has none, and keeps nothing of the attempts", async () => {
      const documents = await accepted(2);
      const account = addressOf("bank");
      const balance = await bench.anvil.rpc("eth_getBalance", account, "latest");
      await bench.anvil.rpc("anvil_setBalance", account, "0x0");
      const relayer = await outbox.relayer("bank");
      for (let attempt = 1; attempt <= 3; attempt += 1) {
        outbox.ahead += 100;
        await outbox.run(relayer);
      }
      const rows = await outbox.rows();
      expect(rows.map(({ state, raw_transaction }) => [state, raw_transaction])).to.deep.equal([
        ["accepted", null],
        ["accepted", null],
      ]);
      await bench.anvil.rpc("anvil_setBalance", account, balance);
      outbox.ahead += 100;
      await outbox.run(relayer);
      expect(await outbox.executions(...documents)).to.deep.equal([1, 1]);
    });
  });
}

function feeOf(raw: string | null): bigint {
  return Transaction.from(raw ?? "").maxFeePerGas ?? 0n;
}
