import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { type Chain, openChain } from "../../../../server/chain/connection.ts";
import { connectLedger, type Ledger } from "../../../../server/chain/ledger.ts";
import { type NewPlace, withDatabase } from "../../database/support.ts";
import { deployTestLedger } from "../support/ledger.ts";
import { outboxOn } from "./bench.ts";

/** On the embedded chain, where what is mined is final. */
export function embeddedRelayBehaviour(newPlace: NewPlace): void {
  describe("on the embedded chain", () => {
    let folder: string;
    let chain: Chain;
    let ledger: Ledger;

    before(async () => {
      folder = await mkdtemp(join(tmpdir(), "relay-embedded-"));
      chain = await openChain({ directory: folder, confirmations: 32 });
      ledger = await deployTestLedger(chain);
    });
    after(async () => {
      await chain.close();
      await rm(folder, { recursive: true, force: true });
    });

    it("brings 200 documents that come at once, each once, in their order, and final", () =>
      withDatabase(newPlace, async (database) => {
        const outbox = outboxOn(chain, ledger, database);
        const documents = await Promise.all(Array.from({ length: 200 }, () => outbox.registration()));
        const sequences = await outbox.accept(...documents);
        await outbox.run(await outbox.relayer());
        const rows = await outbox.rows();
        expect(new Set(rows.map(({ state }) => state))).to.deep.equal(new Set(["final"]));
        const blocks = rows.map(({ block }) => Number(block));
        expect(blocks).to.deep.equal(blocks.map((_, index) => Number(blocks[0]) + index));
        expect(outbox.told).to.deep.equal(sequences.map((sequence) => `mined ${sequence}`));
        expect(await outbox.executions(...documents)).to.deep.equal(documents.map(() => 1));
      }));

    it("tells of a refusal at once", () =>
      withDatabase(newPlace, async (database) => {
        const outbox = outboxOn(chain, ledger, database);
        const fingerprint = `0x${"c".repeat(64)}`;
        await outbox.accept(await outbox.registration(fingerprint));
        const relayer = await outbox.relayer();
        await outbox.run(relayer);
        const [sequence] = await outbox.accept(await outbox.registration(fingerprint));
        await outbox.run(relayer);
        expect(await outbox.states()).to.deep.equal(["final", "failed"]);
        expect(outbox.told.at(-1)).to.equal(`failed ${sequence} fingerprint-taken`);
      }));

    it("goes on where it was when the chain was closed under it", () =>
      withDatabase(newPlace, async (database) => {
        const documents = await Promise.all(
          Array.from({ length: 80 }, () => outboxOn(chain, ledger, database).registration()),
        );
        const before = outboxOn(chain, ledger, database);
        await before.accept(...documents);
        const relayer = await before.relayer();
        const closing = chain.close();
        await before.run(relayer).catch(() => undefined);
        await closing;
        chain = await openChain({ directory: folder, confirmations: 32 });
        ledger = connectLedger(ledger.deployment, chain.provider);
        const afterwards = outboxOn(chain, ledger, database);
        await afterwards.run(await afterwards.relayer());
        expect(new Set(await afterwards.states())).to.deep.equal(new Set(["final"]));
        expect(await afterwards.executions(...documents)).to.deep.equal(documents.map(() => 1));
      }));
  });
}
