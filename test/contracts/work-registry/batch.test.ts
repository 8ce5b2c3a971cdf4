import { expect } from "chai";
import { describe, it } from "mocha";
import { noCitation } from "../../../server/domain/merkle.ts";
import { aCatalogue, submitBatch } from "../support/catalogues.ts";
import { timeOf } from "../support/chain.ts";
import { freshWord, idOf, ZERO } from "../support/documents.ts";
import { freshLedger, placeOf } from "../support/ledger.ts";
import { aWork, registered, type WorkMessage } from "../support/works.ts";

describe("WorkRegistry.registerBatch", () => {
  it("registers each work of the batch to the registrant, with what is said of it", async () => {
    const ledger = await freshLedger();
    const { works, publisher, stranger } = ledger;
    const list = [
      aWork(),
      aWork({ legalClass: "audiovisual", tradeClass: "V01", title: "春江花月夜", protectedUntil: "unknown" }),
      aWork({ protectedUntil: "1949-12-31" }),
    ];
    const catalogue = await aCatalogue(ledger, publisher, list);
    const submitting = submitBatch(ledger, catalogue, 0, 3, { sender: stranger });
    const at = await timeOf(submitting);
    const classes = [
      [1, 16, 2075],
      [11, 23, 65_535],
      [1, 16, 1949],
    ];
    for (const [i, { fingerprint, title, metadata }] of list.entries()) {
      await expect(submitting)
        .to.emit(works, "WorkRegistered")
        .withArgs(fingerprint, publisher.address, title, metadata, ...(classes[i] ?? []), at);
      await expect(submitting).to.emit(works, "Locked").withArgs(fingerprint);
      expect(await works.ownerOf(fingerprint)).to.equal(publisher.address);
      expect(await works.metadataOf(fingerprint)).to.equal(metadata);
    }
    await expect(submitting)
      .to.emit(works, "CatalogueBatchRegistered")
      .withArgs(idOf("Catalogue", catalogue.message, placeOf(ledger, "works")), publisher.address, 3);
    expect(await works.balanceOf(publisher)).to.equal(3);
    expect(await works.balanceOf(stranger)).to.equal(0);
  });

  it("takes a catalogue of any size in any batches, in any order, under the one signature", async () => {
    const ledger = await freshLedger();
    const { works, publisher } = ledger;
    for (const [size, batches] of [
      [1, [[0, 1]]],
      [2, [[0, 2]]],
      [
        7,
        [
          [4, 7],
          [0, 4],
        ],
      ],
      [
        50,
        [
          [0, 20],
          [40, 50],
          [20, 40],
        ],
      ],
    ] as [number, [number, number][]][]) {
      const before = await works.balanceOf(publisher);
      const catalogue = await aCatalogue(ledger, publisher, size);
      for (const [start, end] of batches) await submitBatch(ledger, catalogue, start, end);
      expect((await works.balanceOf(publisher)) - before).to.equal(size);
      expect(await works.isNonceSpent(publisher, catalogue.message.nonce)).to.equal(false);
    }
  });

  it("needs no signature from a registrant who submits it itself", async () => {
    const ledger = await freshLedger();
    const { publisher } = ledger;
    const catalogue = await aCatalogue(ledger, publisher, 2);
    await submitBatch(ledger, { ...catalogue, signature: "0x" }, 0, 2, { sender: publisher });
    expect(await ledger.works.balanceOf(publisher)).to.equal(2);
  });

  it("leaves out works that are registered, and names them", async () => {
    const ledger = await freshLedger();
    const { works, publisher, author } = ledger;
    const list = [aWork(), aWork({ fingerprint: await registered(ledger, author) }), aWork()];
    const catalogue = await aCatalogue(ledger, publisher, list);
    const id = idOf("Catalogue", catalogue.message, placeOf(ledger, "works"));
    const submitting = submitBatch(ledger, catalogue, 0, 3);
    await expect(submitting).to.emit(works, "WorkSkipped").withArgs(id, list[1]?.fingerprint);
    await expect(submitting).to.emit(works, "CatalogueBatchRegistered").withArgs(id, publisher.address, 2);
    expect(await works.ownerOf(list[1]?.fingerprint ?? "")).to.equal(author.address);
    expect(await works.metadataOf(list[1]?.fingerprint ?? "")).not.to.equal(list[1]?.metadata);
    expect(await works.balanceOf(publisher)).to.equal(2);
  });

  it("registers nothing when the same batch is submitted again", async () => {
    const ledger = await freshLedger();
    const { works, publisher } = ledger;
    const catalogue = await aCatalogue(ledger, publisher, 4);
    await submitBatch(ledger, catalogue, 0, 4);
    const id = idOf("Catalogue", catalogue.message, placeOf(ledger, "works"));
    const again = submitBatch(ledger, catalogue, 0, 4);
    await expect(again).to.emit(works, "CatalogueBatchRegistered").withArgs(id, publisher.address, 0);
    await expect(again).not.to.emit(works, "Transfer");
    for (const { fingerprint } of catalogue.works) {
      await expect(again).to.emit(works, "WorkSkipped").withArgs(id, fingerprint);
    }
    expect(await works.balanceOf(publisher)).to.equal(4);
  });

  it("registers a work once that stands in the catalogue twice", async () => {
    const ledger = await freshLedger();
    const { works, publisher } = ledger;
    const twice = aWork();
    const list = [twice, aWork(), { ...twice, title: "another title of the same file" }, twice];
    const catalogue = await aCatalogue(ledger, publisher, list);
    const id = idOf("Catalogue", catalogue.message, placeOf(ledger, "works"));
    const submitting = submitBatch(ledger, catalogue, 0, 4);
    await expect(submitting).to.emit(works, "WorkSkipped").withArgs(id, twice.fingerprint);
    await expect(submitting).to.emit(works, "CatalogueBatchRegistered").withArgs(id, publisher.address, 2);
    expect(await works.balanceOf(publisher)).to.equal(2);
  });

  it("does not register anew a work whose registration was revoked", async () => {
    const ledger = await freshLedger();
    const { works, publisher, disputeModule } = ledger;
    const catalogue = await aCatalogue(ledger, publisher, 2);
    await submitBatch(ledger, catalogue, 0, 2);
    const [first] = catalogue.works as [WorkMessage];
    await works.connect(disputeModule).revoke(first.fingerprint, freshWord());
    await expect(submitBatch(ledger, catalogue, 0, 2))
      .to.emit(works, "WorkSkipped")
      .withArgs((id: string) => id.length === 66, first.fingerprint);
    expect(await works.exists(first.fingerprint)).to.equal(false);
  });

  it("refuses an empty batch", async () => {
    const ledger = await freshLedger();
    const { message, signature, tree } = await aCatalogue(ledger, ledger.publisher, 2);
    // The root alone would prove the empty list.
    const proof = { hashes: [tree.root], flags: [] };
    await expect(
      ledger.works.registerBatch(message, signature, [], proof, noCitation),
    ).to.be.revertedWithCustomError(ledger.works, "WorkRegistry__BatchEmpty");
  });

  const wrong: [string, Partial<WorkMessage>, string, (work: WorkMessage) => unknown][] = [
    ["no fingerprint", { fingerprint: ZERO }, "WorkRegistry__FingerprintMissing", () => undefined],
    ["no title", { title: "" }, "WorkRegistry__TitleMissing", ({ fingerprint }) => fingerprint],
    ["no metadata", { metadata: ZERO }, "WorkRegistry__MetadataMissing", ({ fingerprint }) => fingerprint],
    ["a strange legal class", { legalClass: "poem" }, "WorkRegistry__LegalClassUnknown", () => "poem"],
    ["a strange trade class", { tradeClass: "P99" }, "WorkRegistry__TradeClassUnknown", () => "P99"],
    [
      "a strange end of protection",
      { protectedUntil: "2075" },
      "WorkRegistry__ProtectionEndInvalid",
      () => "2075",
    ],
  ];
  for (const [name, changes, error, argument] of wrong) {
    it(`refuses the whole batch for a work with ${name}`, async () => {
      const ledger = await freshLedger();
      const work = aWork(changes);
      const catalogue = await aCatalogue(ledger, ledger.publisher, [aWork(), work, aWork()]);
      const args = [argument(work)].filter((value) => value !== undefined);
      const refusal = expect(submitBatch(ledger, catalogue, 0, 3)).to.be.revertedWithCustomError(
        ledger.works,
        error as "WorkRegistry__FingerprintMissing",
      );
      await (args.length === 0 ? refusal : refusal.withArgs(...args));
      expect(await ledger.works.balanceOf(ledger.publisher)).to.equal(0);
      // The rest of the catalogue is not lost.
      await submitBatch(ledger, catalogue, 2, 3);
    });
  }
});
