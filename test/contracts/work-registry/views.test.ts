import { expect } from "chai";
import { getBytes, MaxInt256 } from "ethers";
import { describe, it } from "mocha";
import { CID } from "multiformats/cid";
import * as raw from "multiformats/codecs/raw";
import { create } from "multiformats/hashes/digest";
import { sha256 } from "multiformats/hashes/sha2";
import { tableHashes } from "../../../server/domain/tables/index.ts";
import { fieldsOf } from "../support/chain.ts";
import { freshWord } from "../support/documents.ts";
import { freshLedger } from "../support/ledger.ts";
import { randomFrom } from "../support/random.ts";
import { aWork, registered } from "../support/works.ts";

describe("WorkRegistry.tokenURI", () => {
  it("is the CID under which IPFS keeps the metadata document", async () => {
    const ledger = await freshLedger();
    const random = randomFrom(721);
    const digests = [
      `0x${"0".repeat(63)}1`,
      `0x${"f".repeat(64)}`,
      ...Array.from({ length: 8 }, random.word),
    ];
    for (const metadata of digests) {
      const workId = await registered(ledger, ledger.publisher, { work: aWork({ metadata }) });
      const cid = CID.createV1(raw.code, create(sha256.code, getBytes(metadata)));
      expect(await ledger.works.tokenURI(workId)).to.equal(`ipfs://${cid}`);
    }
  });
});

describe("WorkRegistry.protectionEndsAt", () => {
  for (const year of ["0001", "0812", "1949", "1969", "1970", "2024", "2075", "9999"]) {
    it(`is 24:00 in Beijing on 31 December ${year}, which is 16:00:00Z`, async () => {
      const ledger = await freshLedger();
      const work = aWork({ protectedUntil: `${year}-12-31` });
      const workId = await registered(ledger, ledger.publisher, { work });
      const instant = await ledger.works.protectionEndsAt(workId);
      expect(new Date(Number(instant) * 1000).toISOString()).to.equal(`${year}-12-31T16:00:00.000Z`);
    });
  }

  it("is the greatest of all times where the end is unknown", async () => {
    const ledger = await freshLedger();
    const work = aWork({ protectedUntil: "unknown" });
    const workId = await registered(ledger, ledger.publisher, { work });
    expect(await ledger.works.protectionEndsAt(workId)).to.equal(MaxInt256);
  });

  it("is refused for a work that nobody registered, and for one that was revoked", async () => {
    const ledger = await freshLedger();
    const { works, publisher, disputeModule } = ledger;
    const workId = await registered(ledger, publisher);
    await works.connect(disputeModule).revoke(workId, freshWord());
    for (const id of [freshWord(), workId]) {
      await expect(works.protectionEndsAt(id))
        .to.be.revertedWithCustomError(works, "WorkRegistry__UnknownWork")
        .withArgs(id);
    }
  });
});

describe("WorkRegistry, what it says of itself", () => {
  it("names the hashes of the code tables by which documents are read", async () => {
    const { works } = await freshLedger();
    const tables = tableHashes();
    expect(fieldsOf(await works.codeTables())).to.deep.equal(
      Object.fromEntries(Object.entries(tables).map(([name, { hash }]) => [name, hash])),
    );
  });

  it("names the registry of evidence that it trusts", async () => {
    const { works, deployment } = await freshLedger();
    expect(await works.EVIDENCE()).to.equal(deployment.contracts.evidence);
  });

  it("names the bits and bounds of its titles", async () => {
    const { works } = await freshLedger();
    expect([await works.JOINT(), await works.DERIVED(), await works.PRIOR()]).to.deep.equal([1n, 2n, 4n]);
    expect(await works.UNKNOWN_END()).to.equal(65_535);
  });
});
