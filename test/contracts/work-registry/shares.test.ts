import { expect } from "chai";
import { describe, it } from "mocha";
import type { Account } from "../support/chain.ts";
import { freshLedger, type Ledger } from "../support/ledger.ts";
import {
  type AssignmentMessage,
  anAssignment,
  ascending,
  byAccount,
  type CoOwnerMessage,
  equalShares,
  registered,
  submitAssignment,
} from "../support/works.ts";

const JOINT = 1n;

const submit = (ledger: Ledger, message: AssignmentMessage, parties: Account[]) =>
  submitAssignment(ledger, ledger.publisher, message, parties);

async function expectOwners(ledger: Ledger, workId: string, holder: Account, coOwners: CoOwnerMessage[]) {
  const { works } = ledger;
  expect(await works.ownerOf(workId)).to.equal(holder.address);
  expect(await works.coOwnersOf(workId)).to.deep.equal(
    coOwners.map(({ account, shares }) => [account, BigInt(shares)]),
  );
  expect((await works.titleOf(workId)).traits & JOINT).to.equal(coOwners.length === 0 ? 0n : JOINT);
}

describe("WorkRegistry.assign, the owners of joint works", () => {
  it("makes a joint work a sole one, with all its owners' consent", async () => {
    const ledger = await freshLedger();
    const { works, publisher, author, translator, assignee } = ledger;
    const workId = await registered(ledger, publisher, { others: [author, translator] });
    const message = anAssignment(publisher, assignee, workId);
    const parties = [...ascending(author, translator), assignee];
    await expect(submit(ledger, message, parties))
      .to.emit(works, "CoOwnersSet")
      .withArgs(workId, []);
    await expectOwners(ledger, workId, assignee, []);
  });

  it("makes a joint work the holder's own, with the other owners' consent", async () => {
    const ledger = await freshLedger();
    const { publisher, author } = ledger;
    const workId = await registered(ledger, publisher, { others: [author] });
    const message = anAssignment(publisher, publisher, workId);
    await expect(submit(ledger, message, []))
      .to.be.revertedWithCustomError(ledger.works, "Documents__ConsentMissing")
      .withArgs(author.address);
    await submit(ledger, message, [author]);
    await expectOwners(ledger, workId, publisher, []);
    expect(await ledger.works.balanceOf(publisher)).to.equal(1);
  });

  it("makes a sole work a joint one, with the new owners' consent", async () => {
    const ledger = await freshLedger();
    const { works, publisher, assignee, bank } = ledger;
    const workId = await registered(ledger, publisher);
    const coOwners = equalShares(publisher, assignee, bank);
    const message = anAssignment(publisher, assignee, workId, { coOwners });
    await expect(submit(ledger, message, [assignee]))
      .to.be.revertedWithCustomError(works, "Documents__ConsentMissing")
      .withArgs(bank.address);
    await submit(ledger, message, [assignee, bank]);
    await expectOwners(ledger, workId, assignee, coOwners);
  });

  it("changes shares when assignor and assignee are the same", async () => {
    const ledger = await freshLedger();
    const { works, publisher, author } = ledger;
    const workId = await registered(ledger, publisher, { others: [author] });
    const coOwners = byAccount([
      { account: publisher.address, shares: "70" },
      { account: author.address, shares: "30" },
    ]);
    const message = anAssignment(publisher, publisher, workId, { coOwners });
    const changing = submit(ledger, message, [author]);
    await expect(changing)
      .to.emit(works, "CoOwnersSet")
      .withArgs(
        workId,
        coOwners.map(({ account, shares }) => [account, BigInt(shares)]),
      );
    await expect(changing)
      .to.emit(works, "WorkAssigned")
      .withArgs(workId, publisher.address, publisher.address, message.agreement);
    await expectOwners(ledger, workId, publisher, coOwners);
    expect(await works.balanceOf(publisher)).to.equal(1);
  });

  it("makes another owner the holder", async () => {
    const ledger = await freshLedger();
    const { publisher, author, translator } = ledger;
    const workId = await registered(ledger, publisher, { others: [author, translator] });
    const coOwners = equalShares(publisher, author, translator);
    const message = anAssignment(publisher, author, workId, { coOwners });
    await submit(ledger, message, ascending(author, translator));
    await expectOwners(ledger, workId, author, coOwners);
  });

  it("shortens and lengthens the list without leaving anything behind", async () => {
    const ledger = await freshLedger();
    const { publisher, author, translator, bank } = ledger;
    const workId = await registered(ledger, publisher, { others: [author, translator, bank] });
    const two = equalShares(publisher, bank);
    const fewer = anAssignment(publisher, publisher, workId, { coOwners: two });
    await submit(ledger, fewer, ascending(author, translator, bank));
    await expectOwners(ledger, workId, publisher, two);
    const three = equalShares(publisher, bank, author);
    const more = anAssignment(publisher, publisher, workId, { coOwners: three });
    await submit(ledger, more, [bank, author]);
    await expectOwners(ledger, workId, publisher, three);
  });

  it("refuses lists of owners that a registration would refuse", async () => {
    const ledger = await freshLedger();
    const { works, publisher, author, assignee } = ledger;
    const workId = await registered(ledger, publisher);
    const attempt = (coOwners: CoOwnerMessage[]) =>
      submit(ledger, anAssignment(publisher, assignee, workId, { coOwners }), []);
    const [low, high] = equalShares(author, assignee) as [CoOwnerMessage, CoOwnerMessage];
    await expect(attempt([low]))
      .to.be.revertedWithCustomError(works, "WorkRegistry__CoOwnerCount")
      .withArgs(1);
    await expect(attempt([high, low]))
      .to.be.revertedWithCustomError(works, "WorkRegistry__CoOwnersNotAscending")
      .withArgs(low.account);
    await expect(attempt([low, { ...high, shares: "0" }]))
      .to.be.revertedWithCustomError(works, "WorkRegistry__ShareMissing")
      .withArgs(high.account);
    await expect(attempt(equalShares(publisher, author)))
      .to.be.revertedWithCustomError(works, "WorkRegistry__HolderNotCoOwner")
      .withArgs(assignee.address);
  });

  it("leaves nobody power over a joint work but its holder", async () => {
    const ledger = await freshLedger();
    const { works, publisher, author } = ledger;
    const workId = await registered(ledger, publisher, { others: [author] });
    await expect(works.connect(author).assign(anAssignment(author, author, workId), "0x", []))
      .to.be.revertedWithCustomError(works, "WorkRegistry__NotHolder")
      .withArgs(workId, author.address);
  });
});
