import { expect } from "chai";
import { toBeHex, Wallet, ZeroAddress } from "ethers";
import { describe, it } from "mocha";
import { freshLedger, type Ledger } from "../support/ledger.ts";
import {
  aRegistration,
  ascending,
  byAccount,
  type CoOwnerMessage,
  consentsOf,
  equalShares,
  submitRegistration,
} from "../support/works.ts";

const JOINT = 1n;

/** Tries to register a work of the publisher with these owners, without anybody's consent. */
function attempt(ledger: Ledger, coOwners: CoOwnerMessage[]) {
  const message = aRegistration(ledger.publisher, { coOwners });
  return submitRegistration(ledger, ledger.publisher, message);
}

const shareOf = (account: string, shares = "1") => ({ account, shares });

describe("WorkRegistry.register, a joint work", () => {
  it("keeps all owners with their shares, one of them the holder", async () => {
    const ledger = await freshLedger();
    const { works, publisher, author, translator } = ledger;
    const coOwners = byAccount([
      shareOf(publisher.address, "50"),
      shareOf(author.address, "49"),
      shareOf(translator.address, "79228162514264337593543950335"),
    ]);
    const message = aRegistration(publisher, { coOwners });
    const consents = await consentsOf(ledger, "Registration", message, ascending(author, translator));
    const { fingerprint } = message.work;
    const list = coOwners.map(({ account, shares }) => [account, BigInt(shares)]);
    await expect(submitRegistration(ledger, publisher, message, { consents }))
      .to.emit(works, "CoOwnersSet")
      .withArgs(fingerprint, list);
    expect(await works.coOwnersOf(fingerprint)).to.deep.equal(list);
    expect(await works.ownerOf(fingerprint)).to.equal(publisher.address);
    expect((await works.titleOf(fingerprint)).traits).to.equal(JOINT);
    expect(await works.balanceOf(author)).to.equal(0);
  });

  it("takes as many as 32 owners", async () => {
    const ledger = await freshLedger();
    const { works, publisher } = ledger;
    const others = Array.from({ length: 31 }, (_, i) => new Wallet(toBeHex(i + 1, 32)));
    const coOwners = equalShares(publisher, ...others);
    const message = aRegistration(publisher, { coOwners });
    const consents = await consentsOf(ledger, "Registration", message, ascending(...others));
    await submitRegistration(ledger, publisher, message, { consents });
    expect(await works.coOwnersOf(message.work.fingerprint)).to.have.lengthOf(32);
    expect(await works.MAX_CO_OWNERS()).to.equal(32);
  });

  it("refuses lists that are not ascending, name somebody twice or nobody", async () => {
    const ledger = await freshLedger();
    const { works, publisher, author } = ledger;
    const [low, high] = equalShares(publisher, author) as [CoOwnerMessage, CoOwnerMessage];
    const lists: [CoOwnerMessage[], string][] = [
      [[high, low], low.account],
      [[low, low], low.account],
      [[low, high, high], high.account],
      [[shareOf(ZeroAddress), low], ZeroAddress],
    ];
    for (const [coOwners, named] of lists) {
      await expect(attempt(ledger, coOwners))
        .to.be.revertedWithCustomError(works, "WorkRegistry__CoOwnersNotAscending")
        .withArgs(named);
    }
  });

  it("refuses an owner without a share", async () => {
    const ledger = await freshLedger();
    const { works, publisher, author } = ledger;
    const coOwners = byAccount([shareOf(publisher.address), shareOf(author.address, "0")]);
    await expect(attempt(ledger, coOwners))
      .to.be.revertedWithCustomError(works, "WorkRegistry__ShareMissing")
      .withArgs(author.address);
  });

  it("refuses a list without the registrant", async () => {
    const ledger = await freshLedger();
    const { works, publisher, author, translator } = ledger;
    await expect(attempt(ledger, equalShares(author, translator)))
      .to.be.revertedWithCustomError(works, "WorkRegistry__HolderNotCoOwner")
      .withArgs(publisher.address);
  });

  it("refuses a list of one, and of 33", async () => {
    const ledger = await freshLedger();
    const { works, publisher } = ledger;
    const many = Array.from({ length: 32 }, (_, i) => ({ address: toBeHex(i + 1, 20) }));
    for (const others of [[], many]) {
      await expect(attempt(ledger, equalShares(publisher, ...others)))
        .to.be.revertedWithCustomError(works, "WorkRegistry__CoOwnerCount")
        .withArgs(others.length + 1);
    }
  });
});
