import { expect } from "chai";
import { after, afterEach, before, beforeEach, describe, it } from "mocha";
import { signedFor } from "../../../../server/chain/relayer/outbox.ts";
import { depositTree } from "../../../../server/domain/merkle.ts";
import type { NewPlace } from "../../database/support.ts";
import { addressOf, signDocument } from "../support/ledger.ts";
import { type Outbox, openRelayBench, type RelayBench } from "./bench.ts";

const FINALITY = 32;

/** The way of a document in quiet times, and what becomes of those that the contracts refuse. */
export function deliveryBehaviour(newPlace: NewPlace): void {
  describe("delivering documents", () => {
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

    it("brings a document to the chain, tells of it, and follows it until it is final", async () => {
      const document = await outbox.registration();
      const [sequence] = await outbox.accept(document);
      const relayer = await outbox.relayer();
      await outbox.run(relayer);
      expect(await outbox.states()).to.deep.equal(["mined"]);
      expect(outbox.told).to.deep.equal([`mined ${sequence}`]);
      await bench.anvil.mine(FINALITY);
      await outbox.run(relayer);
      expect(await outbox.states()).to.deep.equal(["final"]);
      expect(outbox.told).to.deep.equal([`mined ${sequence}`]);
      expect(await outbox.executions(document)).to.deep.equal([1]);
    });

    it("brings 200 documents that come at once, each once and in their order", async () => {
      const documents = await Promise.all(Array.from({ length: 200 }, () => outbox.registration()));
      await outbox.accept(...documents);
      const relayer = await outbox.relayer();
      await outbox.run(relayer);
      await bench.anvil.mine(FINALITY);
      await outbox.run(relayer);
      const rows = await outbox.rows();
      expect(new Set(rows.map(({ state }) => state))).to.deep.equal(new Set(["final"]));
      const nonces = rows.map(({ nonce }) => Number(nonce));
      expect(nonces).to.deep.equal(nonces.map((_, index) => Number(nonces[0]) + index));
      expect(await outbox.executions(...documents)).to.deep.equal(documents.map(() => 1));
    });

    it("brings what needs something before it that was accepted at the same time", async () => {
      const depositor = addressOf("publisher");
      const salt = `0x${"7".repeat(64)}`;
      const fingerprint = `0x${"8".repeat(64)}`;
      const tree = depositTree(depositor, [{ fingerprint, salt }]);
      const deposit = await signDocument(bench.ledger, {
        ...{ type: "Deposit", signer: "publisher", nonce: "1" },
        message: { depositor, root: tree.root, count: "1", manifest: salt },
      });
      const work = {
        ...{ title: "詩", fingerprint, metadata: salt },
        ...{ legalClass: "written", tradeClass: "P03", protectedUntil: "unknown" },
      };
      const registration = await signDocument(bench.ledger, {
        ...{ type: "Registration", signer: "publisher", nonce: "1000000", citation: tree.cite(0, 1) },
        message: { registrant: depositor, work, coOwners: [], derivedFrom: [] },
      });
      await outbox.accept(deposit, registration);
      await outbox.run(await outbox.relayer());
      expect(await outbox.states()).to.deep.equal(["mined", "mined"]);
      expect(await outbox.executions(registration)).to.deep.equal([1]);
    });

    it("tells of a refusal once the block is final as of which the contracts refuse", async () => {
      const first = await outbox.registration(`0x${"9".repeat(64)}`);
      const second = await outbox.registration(`0x${"9".repeat(64)}`);
      await outbox.accept(first);
      const relayer = await outbox.relayer();
      await outbox.run(relayer);
      const [, sequence] = [0, ...(await outbox.accept(second))];
      await outbox.run(relayer);
      expect((await outbox.rows())[1]).to.include({ state: "accepted", nonce: null });
      expect(outbox.told).to.have.length(1);
      await bench.anvil.mine(FINALITY);
      await outbox.run(relayer);
      expect(await outbox.states()).to.deep.equal(["final", "failed"]);
      expect(outbox.told.slice(1)).to.deep.equal([`failed ${sequence} fingerprint-taken`]);
      const [, row] = await outbox.rows();
      expect(JSON.parse(row?.error_json ?? "")).to.deep.include({ code: "fingerprint-taken" });
    });

    it("brings a document after all when what stood in its way is reorganised away", async () => {
      const fingerprint = `0x${"a".repeat(64)}`;
      const rival = await outbox.registration(fingerprint);
      const document = await outbox.registration(fingerprint);
      const other = await outbox.relayer("agent");
      await outbox.accept(rival);
      await outbox.run(other);
      await outbox.database.db.deleteFrom("outbox").execute();
      await outbox.accept(document);
      const relayer = await outbox.relayer();
      await outbox.run(relayer);
      expect(await outbox.states()).to.deep.equal(["accepted"]);
      await bench.anvil.reorganise(1);
      await bench.anvil.mine(FINALITY);
      await outbox.run(relayer);
      await bench.anvil.mine(FINALITY);
      await outbox.run(relayer);
      expect(await outbox.states()).to.deep.equal(["final"]);
      expect(await outbox.executions(document)).to.deep.equal([1]);
    });

    it("tells why a transaction was reverted on chain, once its block is final", async () => {
      const fingerprint = `0x${"b".repeat(64)}`;
      const rivals = [await outbox.registration(fingerprint), await outbox.registration(fingerprint)];
      const sequences = await outbox.accept(...rivals);
      const relayer = await outbox.relayer();
      await outbox.run(relayer);
      expect(await outbox.states()).to.deep.equal(["mined", "mined"]);
      expect(outbox.told).to.deep.equal([`mined ${sequences[0]}`]);
      await bench.anvil.mine(FINALITY);
      await outbox.run(relayer);
      expect(await outbox.states()).to.deep.equal(["final", "failed"]);
      expect(outbox.told.slice(1)).to.deep.equal([`failed ${sequences[1]} fingerprint-taken`]);
      expect(await outbox.executions(...rivals)).to.deep.equal([1, 0]);
    });

    it("counts a document as done that somebody else has submitted", async () => {
      const document = await outbox.registration();
      await outbox.accept(document);
      await outbox.run(await outbox.relayer("agent"));
      await outbox.database.db.deleteFrom("outbox").execute();
      await bench.anvil.mine(FINALITY);
      await outbox.index();
      const [sequence] = await outbox.accept(document);
      await outbox.run(await outbox.relayer());
      await bench.anvil.mine(FINALITY);
      await outbox.run(await outbox.relayer());
      expect(await outbox.states()).to.deep.equal(["final"]);
      expect(outbox.told.at(-1)).to.equal(`mined ${sequence}`);
      expect(await outbox.executions(document)).to.deep.equal([1]);
    });

    it("brings each document once when two relayers are at work, as after a lock is lost", async () => {
      const documents = await Promise.all(Array.from({ length: 20 }, () => outbox.registration()));
      await outbox.accept(...documents);
      const relayers = [await outbox.relayer(), await outbox.relayer()];
      for (let round = 0; round < 6; round += 1) {
        await Promise.all(relayers.map((relayer) => relayer.round()));
        outbox.ahead += 20;
      }
      await bench.anvil.mine(FINALITY);
      await outbox.run(await outbox.relayer());
      expect(new Set(await outbox.states())).to.deep.equal(new Set(["final"]));
      expect(await outbox.executions(...documents)).to.deep.equal(documents.map(() => 1));
    });

    it("goes on with another key, and signs anew what the former one's has not brought", async () => {
      await bench.anvil.rpc("evm_setAutomine", false);
      const document = await outbox.registration();
      await outbox.accept(document);
      await (await outbox.relayer("agent")).round();
      const [sent] = await outbox.rows();
      await bench.anvil.rpc("anvil_dropTransaction", sent?.transaction_hash);
      const relayer = await outbox.relayer("operator");
      await bench.anvil.rpc("anvil_dropTransaction", sent?.transaction_hash);
      outbox.ahead = 20;
      await relayer.round();
      await relayer.round();
      const [row] = await outbox.rows();
      expect(row).to.include({ state: "sent", relayer: addressOf("operator") });
      expect(row && signedFor(row)).to.have.length(2);
      await bench.anvil.mine(1);
      await outbox.run(relayer);
      expect(await outbox.executions(document)).to.deep.equal([1]);
    });
  });
}
