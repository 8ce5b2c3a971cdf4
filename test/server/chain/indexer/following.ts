import { expect } from "chai";
import { after, afterEach, before, describe, it } from "mocha";
import { eventReader, eventsOf, type RawLog } from "../../../../server/chain/indexer/events.ts";
import { HANDLED_EVENTS, IGNORED_EVENTS } from "../../../../server/chain/indexer/handlers.ts";
import { readCursor } from "../../../../server/database/cursor.ts";
import { failureOf, type NewPlace } from "../../database/support.ts";
import { deeds } from "../support/deeds.ts";
import { addressOf } from "../support/ledger.ts";
import { type IndexBench, openIndexBench } from "./bench.ts";
import { stateOfIndex, stateOnChain } from "./state.ts";

/** Events become rows: all of them, and either with the cursor or not at all. */
export function followingBehaviour(newPlace: NewPlace): void {
  describe("following the chain", () => {
    let bench: IndexBench;

    before(async () => {
      bench = await openIndexBench(newPlace);
    });
    afterEach(() => bench.endScenario());
    after(() => bench?.close());

    it("has a use for every event of every contract, or a name for leaving it out", () => {
      const declared = (["works", "evidence", "institutions"] as const).flatMap(eventsOf);
      const names = [...new Set(declared.map(({ name }) => name))].sort();
      expect([...HANDLED_EVENTS, ...IGNORED_EVENTS].sort()).to.deep.equal(names);
    });

    it("says of works, institutions and attestations what the contracts say", async () => {
      const timeline = await bench.begin(1);
      await timeline.add(...Array.from({ length: 8 }, () => timeline.life.act));
      for (const round of [1, 2, 3]) {
        for (const name of Object.keys(deeds))
          await timeline.add((world) => timeline.life.actNamed(world, name));
        await timeline.grow(round, 4);
      }
      const index = await bench.index();
      await index.catchUp();
      expect(await namesOfEvents(bench)).to.include.members([...HANDLED_EVENTS]);
      expect(await stateOfIndex(index.database)).to.deep.equal(
        await stateOnChain(bench.ledger, timeline.world, [addressOf("registrar"), addressOf("bank")]),
      );
    });

    it("gives the same rows in one go as block by block", async () => {
      const timeline = await bench.begin(2);
      const slow = await bench.index();
      for (let block = 0; block < 12; block += 1) {
        await timeline.grow(1, 2);
        await slow.catchUp();
      }
      await timeline.rest(40);
      await slow.catchUp();
      expect(await slow.dump()).to.deep.equal(await bench.fresh());
    });

    it("writes nothing when it fails in the middle, and everything the next time", async () => {
      const timeline = await bench.begin(3);
      await timeline.grow(3, 2);
      const index = await bench.index();
      await index.catchUp();
      const before = await index.dump();
      await timeline.grow(2, 4);
      let fails = true;
      const broken = await bench.index({
        database: {
          ...index.database,
          search: {
            ...index.database.search,
            async add(...works) {
              if (fails) throw new Error("the search index is broken");
              await index.database.search.add(...works);
            },
          },
        },
      });
      expect((await failureOf(broken.indexer.step())).message).to.equal("the search index is broken");
      expect(await index.dump()).to.deep.equal(before);
      fails = false;
      await broken.catchUp();
      expect(await index.dump()).to.deep.equal(await bench.fresh());
    });

    it("writes nothing once another process has moved the index", async () => {
      const timeline = await bench.begin(4);
      await timeline.grow(3, 2);
      const first = await bench.index();
      let meanwhile = async (): Promise<void> => {};
      const content = {
        ...bench.content,
        async has(name: string) {
          await meanwhile();
          return bench.content.has(name);
        },
      };
      const second = await bench.index({ database: first.database, content });
      meanwhile = async () => {
        meanwhile = async () => {};
        await first.catchUp();
      };
      await failureOf(second.indexer.step());
      expect(await first.dump()).to.deep.equal(await bench.fresh());
    });

    it("takes bytes that are no text for text, for anybody can send them", async () => {
      const timeline = await bench.begin(5);
      const placeholder = "title that is not UTF-8";
      await timeline.add(async (world) => {
        const act = await timeline.life.actNamed(world, "Registration");
        return { ...act, ...unsigned(bench, placeholder) };
      });
      const index = await bench.index();
      await index.catchUp();
      const works = await index.database.db.selectFrom("works").select("title").execute();
      expect(works).to.deep.equal([{ title: "\u{fffd}\u{fffd}tle that is not UTF-8" }]);
    });

    it("stops at the block it is told to stop at", async () => {
      const timeline = await bench.begin(6);
      await timeline.grow(5, 1);
      const last = (await bench.anvil.height()) - 2;
      const index = await bench.index({ last });
      await index.catchUp();
      expect((await readCursor(index.database.db))?.block).to.equal(last);
    });
  });
}

/** A registration that its holder sends itself, so that nothing has to be signed; its title is no UTF-8. */
function unsigned({ ledger, digests }: IndexBench, placeholder: string) {
  const works = ledger.works;
  const work = {
    ...{ title: placeholder, fingerprint: `0x${"5".repeat(64)}`, metadata: digests[0] ?? "" },
    ...{ legalClass: "written", tradeClass: "P03", protectedUntil: "unknown" },
  };
  const document = {
    ...{ registrant: addressOf("publisher"), work, coOwners: [], derivedFrom: [] },
    ...{ deposit: `0x${"0".repeat(64)}`, nonce: 0, deadline: 4_102_444_800 },
  };
  const none = { root: `0x${"0".repeat(64)}`, salts: [], proof: [], proofFlags: [] };
  const data = works.interface.encodeFunctionData("register", [document, "0x", [], none]);
  const [text, broken] = ["ti", "\xff\xfe"].map((bytes) => Buffer.from(bytes, "latin1").toString("hex"));
  const to = ledger.deployment.contracts.works;
  return { sender: "publisher" as const, call: { to, data: data.replace(text ?? "", broken ?? "") } };
}

async function namesOfEvents({ anvil, ledger }: IndexBench): Promise<string[]> {
  const logs = await anvil.rpc<RawLog[]>("eth_getLogs", { fromBlock: "0x0", toBlock: "latest" });
  const read = eventReader(ledger.deployment.contracts);
  return [...new Set(logs.flatMap((log) => read(log, 0)?.name ?? []))];
}
