import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { describe, it } from "mocha";
import { freshWord } from "../support/documents.ts";
import { freshLedger } from "../support/ledger.ts";
import { registered } from "../support/works.ts";

async function withWork() {
  const ledger = await freshLedger();
  return { ledger, workId: await registered(ledger, ledger.publisher) };
}

describe("WorkRegistry as an ERC-721 token", () => {
  it("names itself", async () => {
    const { works } = await freshLedger();
    expect(await works.name()).to.equal("Copyright Ledger Title");
    expect(await works.symbol()).to.equal("TITLE");
  });

  for (const [name, id, supported] of [
    ["ERC-165", "0x01ffc9a7", true],
    ["ERC-721", "0x80ac58cd", true],
    ["ERC-721 metadata", "0x5b5e139f", true],
    ["ERC-4906", "0x49064906", true],
    ["ERC-5192", "0xb45a3c0e", true],
    ["ERC-721 enumeration, which it does not have", "0x780e9d63", false],
    ["nothing", "0xffffffff", false],
  ] as const) {
    it(`says by ERC-165 ${supported ? "that it supports" : "no to"} ${name}`, async () => {
      const { works } = await freshLedger();
      expect(await works.supportsInterface(id)).to.equal(supported);
    });
  }

  it("answers ERC-165 within 30,000 gas", async () => {
    const { works } = await freshLedger();
    const data = works.interface.encodeFunctionData("supportsInterface", ["0xb45a3c0e"]);
    const intrinsic = 21_000n + 16n * BigInt(data.length / 2);
    expect(await works.supportsInterface("0xb45a3c0e", { gasLimit: intrinsic + 30_000n })).to.equal(true);
  });

  it("counts the titles of each holder", async () => {
    const { ledger } = await withWork();
    const { works, publisher, author } = ledger;
    await registered(ledger, publisher);
    await registered(ledger, author);
    expect(await works.balanceOf(publisher)).to.equal(2);
    expect(await works.balanceOf(author)).to.equal(1);
    expect(await works.balanceOf(ledger.stranger)).to.equal(0);
  });

  it("refuses to count the titles of the zero address", async () => {
    const { works } = await freshLedger();
    await expect(works.balanceOf(ZeroAddress))
      .to.be.revertedWithCustomError(works, "ERC721InvalidOwner")
      .withArgs(ZeroAddress);
  });

  it("names the holder of a title, and refuses for what is no title or no more", async () => {
    const { ledger, workId } = await withWork();
    const { works, publisher, disputeModule } = ledger;
    expect(await works.ownerOf(workId)).to.equal(publisher.address);
    const unknown = freshWord();
    await works.connect(disputeModule).revoke(workId, freshWord());
    for (const id of [unknown, workId]) {
      for (const method of ["ownerOf", "getApproved", "locked", "tokenURI"] as const) {
        await expect(works[method](id), method)
          .to.be.revertedWithCustomError(works, "ERC721NonexistentToken")
          .withArgs(id);
      }
    }
  });

  it("refuses every transfer, by the holder and by others", async () => {
    const { ledger, workId } = await withWork();
    const { works, publisher, assignee, stranger } = ledger;
    for (const sender of [publisher, assignee, stranger]) {
      const own = works.connect(sender);
      for (const transfer of [
        own.transferFrom(publisher, assignee, workId),
        own["safeTransferFrom(address,address,uint256)"](publisher, assignee, workId),
        own["safeTransferFrom(address,address,uint256,bytes)"](publisher, assignee, workId, "0x01"),
        own.transferFrom(publisher, publisher, workId),
        own.transferFrom(publisher, assignee, freshWord()),
      ]) {
        await expect(transfer).to.be.revertedWithCustomError(works, "WorkRegistry__AssignByDocument");
      }
    }
    expect(await works.ownerOf(workId)).to.equal(publisher.address);
  });

  it("refuses a transfer to the zero address as OpenZeppelin's tokens do", async () => {
    const { ledger, workId } = await withWork();
    const { works, publisher } = ledger;
    await expect(works.connect(publisher).transferFrom(publisher, ZeroAddress, workId))
      .to.be.revertedWithCustomError(works, "ERC721InvalidReceiver")
      .withArgs(ZeroAddress);
  });

  it("refuses every approval, and knows of none", async () => {
    const { ledger, workId } = await withWork();
    const { works, publisher, assignee } = ledger;
    const own = works.connect(publisher);
    for (const approval of [
      () => own.approve.staticCall(assignee, workId),
      () => own.approve.staticCall(ZeroAddress, workId),
      () => own.setApprovalForAll.staticCall(assignee, true),
      () => own.setApprovalForAll.staticCall(assignee, false),
    ]) {
      await expect(approval()).to.be.revertedWithCustomError(works, "WorkRegistry__AssignByDocument");
    }
    expect(await works.getApproved(workId)).to.equal(ZeroAddress);
    expect(await works.isApprovedForAll(publisher, assignee)).to.equal(false);
  });

  it("says by ERC-5192 that every title is locked", async () => {
    const { ledger, workId } = await withWork();
    expect(await ledger.works.locked(workId)).to.equal(true);
  });
});
