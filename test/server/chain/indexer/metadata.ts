import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { after, afterEach, before, describe, it } from "mocha";
import { ContentError } from "../../../../server/content/errors.ts";
import { type ContentStore, digestOf } from "../../../../server/content/store.ts";
import { readCursor } from "../../../../server/database/cursor.ts";
import type { WorkRow } from "../../../../server/database/index-schema.ts";
import { failureOf, type NewPlace } from "../../database/support.ts";
import type { Timeline } from "../support/timeline.ts";
import { documentNumbered, type Index, type IndexBench, openIndexBench } from "./bench.ts";

interface Document {
  readonly bytes: Uint8Array;
  readonly digest: string;
  readonly title: string;
}

let documents = 100;

/** A document that no store has yet. */
function unknownDocument(): Document {
  documents += 1;
  const bytes = documentNumbered(documents);
  return { bytes, digest: digestOf(bytes), title: `題 ${documents}` };
}

/** What a work's metadata document says is in its row, whenever the document comes. */
export function metadataBehaviour(newPlace: NewPlace): void {
  describe("reading metadata documents", () => {
    let bench: IndexBench;
    let timeline: Timeline;
    let wanted: string[];

    before(async () => {
      bench = await openIndexBench(newPlace);
    });
    afterEach(() => bench.endScenario());
    after(() => bench?.close());

    async function begin(seed: number): Promise<void> {
      wanted = [];
      timeline = await bench.begin(seed, wanted);
    }

    /** A block with one act, which names this document. */
    async function add(name: "Registration" | "Correction", { digest }: { digest: string }): Promise<void> {
      wanted[0] = digest;
      await timeline.add((world) => timeline.life.actNamed(world, name));
    }

    /** An index that tries again as soon as it can. */
    const eager = (content: ContentStore = bench.content) => bench.index({ content, retryMilliseconds: 0 });

    async function workIn(index: Index): Promise<WorkRow> {
      return index.database.db.selectFrom("works").selectAll().executeTakeFirstOrThrow();
    }

    async function untilDescribed(index: Index): Promise<void> {
      for (;;) {
        await index.catchUp();
        const missing = await index.database.db
          .selectFrom("works")
          .select("work_id")
          .where("metadata_available", "=", 0)
          .execute();
        if (missing.length === 0) return;
        await pause(5);
      }
    }

    it("describes a work once its document appears, under the title that was signed", async () => {
      const document = unknownDocument();
      await begin(1);
      await add("Registration", document);
      const index = await eager();
      await index.catchUp();
      expect(await workIn(index)).to.include({ title: "詩 1", language: null, metadata_available: 0 });
      await bench.content.put(document.bytes);
      await untilDescribed(index);
      const work = await workIn(index);
      expect(work).to.include({ title: "詩 1", genre: "poetry", metadata_available: 1 });
      const { search, db } = index.database;
      const found = await search.find(db, { query: document.title.replace("題", "詩人"), limit: 10 });
      expect(found.works.map(({ work_id }) => work_id)).to.deep.equal([work.work_id]);
      expect(await index.dump()).to.deep.equal(await bench.fresh());
    });

    it("takes a correction's title from its document, and the signed one while that is missing", async () => {
      const [first, second] = [unknownDocument(), unknownDocument()];
      await bench.content.put(first.bytes);
      await begin(2);
      await add("Registration", unknownDocument());
      await add("Correction", first);
      const index = await eager();
      await index.catchUp();
      expect((await workIn(index)).title).to.equal(first.title);
      await add("Correction", second);
      await index.catchUp();
      // Not the title of the correction before: a fresh index might not have its document.
      expect((await workIn(index)).title).to.equal("詩 1");
      expect(await index.dump()).to.deep.equal(await bench.fresh());
      await bench.content.put(second.bytes);
      await untilDescribed(index);
      expect((await workIn(index)).title).to.equal(second.title);
      expect(await index.dump()).to.deep.equal(await bench.fresh());
    });

    it("goes back behind a description that came late as if it had come at once", async () => {
      const [first, second] = [unknownDocument(), unknownDocument()];
      await begin(3);
      await add("Registration", first);
      const index = await eager();
      await index.catchUp();
      await add("Correction", second);
      await index.catchUp();
      for (const { bytes } of [first, second]) await bench.content.put(bytes);
      await untilDescribed(index);
      expect((await workIn(index)).title).to.equal(second.title);
      await timeline.shorten(1);
      await timeline.rest(2);
      await untilDescribed(index);
      expect(await workIn(index)).to.include({ title: "詩 1", metadata_digest: first.digest });
      expect(await index.dump()).to.deep.equal(await bench.fresh());
    });

    it("takes what is no JSON, and what is no document, for read, and asks for it once", async () => {
      const odd = ["no JSON", "[1]", "null", '{"name": 7}', "\u{1}"].map((text) => Buffer.from(text));
      const broken = [...odd, Buffer.from([0xff, 0xfe, 0x7b])];
      const ids = await bench.content.putMany(broken);
      await begin(4);
      for (const id of ids) await add("Registration", id);
      let asked = 0;
      const index = await eager({
        ...bench.content,
        async get(name, signal) {
          asked += 1;
          return bench.content.get(name, signal);
        },
      });
      for (let round = 0; round < 5; round += 1) await index.catchUp();
      const works = await index.database.db.selectFrom("works").selectAll().orderBy("position").execute();
      expect(works.map(({ title }) => title)).to.deep.equal(ids.map((_, number) => `詩 ${number + 1}`));
      expect(works.every(({ metadata_available }) => metadata_available === 1)).to.equal(true);
      expect(asked).to.equal(ids.length);
      expect(await index.dump()).to.deep.equal(await bench.fresh());
    });

    it("goes on past a document that is damaged, and reads it when it is whole again", async () => {
      const document = unknownDocument();
      await bench.content.put(document.bytes);
      await begin(5);
      await add("Registration", document);
      let damaged = true;
      const index = await eager({
        ...bench.content,
        async get(name, signal) {
          if (damaged) throw new ContentError("content-corrupt", "It does not hash to its name.");
          return bench.content.get(name, signal);
        },
      });
      await index.catchUp();
      expect((await workIn(index)).metadata_available).to.equal(0);
      damaged = false;
      await untilDescribed(index);
      expect(await index.dump()).to.deep.equal(await bench.fresh());
    });

    it("waits for a store that does not answer, and leaves nothing out", async () => {
      const document = unknownDocument();
      await bench.content.put(document.bytes);
      await begin(6);
      let down = false;
      const index = await eager({
        ...bench.content,
        async has(name, signal) {
          if (down) throw new ContentError("content-unavailable", "The store does not answer.");
          return bench.content.has(name, signal);
        },
      });
      await index.catchUp();
      const before = await readCursor(index.database.db);
      await add("Registration", document);
      down = true;
      expect((await failureOf(index.indexer.step())).message).to.equal("The store does not answer.");
      expect(await readCursor(index.database.db)).to.deep.equal(before);
      down = false;
      await index.catchUp();
      expect((await workIn(index)).metadata_available).to.equal(1);
    });

    it("looks for missing documents a few at a time, in the order of the chain, and indexes meanwhile", async () => {
      await begin(7);
      const missing = Array.from({ length: 20 }, unknownDocument);
      for (const document of missing) await add("Registration", document);
      const looked: string[] = [];
      const found = Promise.withResolvers<void>();
      const index = await eager({
        ...bench.content,
        async get(name) {
          looked.push(name);
          await found.promise;
          return null;
        },
      });
      for (let round = 0; round < 3; round += 1) await index.catchUp();
      expect(looked).to.deep.equal(missing.slice(0, 16).map(({ digest }) => digest));
      await add("Registration", unknownDocument());
      await index.catchUp();
      expect((await readCursor(index.database.db))?.block).to.equal(await bench.anvil.height());
      found.resolve();
      await pause(1);
      await index.catchUp();
      expect(looked.slice(16, 20)).to.deep.equal(missing.slice(16).map(({ digest }) => digest));
    });
  });
}
