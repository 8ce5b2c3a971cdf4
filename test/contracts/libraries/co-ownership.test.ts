import { expect } from "chai";
import { type BaseContract, getAddress, ZeroAddress } from "ethers";
import { describe, it } from "mocha";
import type { WorkRegistry } from "../../../typechain-types/index.ts";
import { ethers } from "../support/chain.ts";
import { freshLedger } from "../support/ledger.ts";
import { randomFrom } from "../support/random.ts";

const FUZZED_LISTS = 200;
const MOST_OWNERS = 6;

const account = (n: number): string => getAddress(`0x${n.toString(16).padStart(40, "0")}`);
const owner = (n: number, shares: bigint | number = 1) => ({ account: account(n), shares });
const owners = (count: number) => Array.from({ length: count }, (_, i) => owner(i + 1));

async function probes(): Promise<{ probe: BaseContract; works: WorkRegistry }> {
  const { works } = await freshLedger();
  return { probe: await ethers.deployContract("WorkProbe"), works };
}

describe("CoOwnership", () => {
  it("takes an empty list, for a sole owner, and lists of 2 to 32 with the holder at any place", async () => {
    const { probe } = await probes();
    const check = probe.getFunction("check");
    await check([], account(1));
    for (const count of [2, 3, 32]) {
      for (const holder of [1, 2, count]) await check(owners(count), account(holder));
    }
    await check([owner(1, 2n ** 96n - 1n), owner(2, 2n ** 96n - 1n)], account(2));
  });

  it("refuses lists of 1 and of more than 32", async () => {
    const { probe, works } = await probes();
    for (const count of [1, 33]) {
      await expect(probe.getFunction("check")(owners(count), account(1)))
        .to.be.revertedWithCustomError(works, "WorkRegistry__CoOwnerCount")
        .withArgs(count);
    }
  });

  it("refuses lists that are not ascending, that name an account twice or the zero address", async () => {
    const { probe, works } = await probes();
    const lists: [number[], string][] = [
      [[2, 1], account(1)],
      [[1, 3, 2], account(2)],
      [[1, 1], account(1)],
      [[1, 2, 2], account(2)],
      [[0, 1], ZeroAddress],
    ];
    for (const [numbers, named] of lists) {
      const list = numbers.map((n) => owner(n));
      await expect(probe.getFunction("check")(list, account(1)))
        .to.be.revertedWithCustomError(works, "WorkRegistry__CoOwnersNotAscending")
        .withArgs(named);
    }
  });

  it("refuses an owner without a share", async () => {
    const { probe, works } = await probes();
    await expect(probe.getFunction("check")([owner(1), owner(2, 0)], account(1)))
      .to.be.revertedWithCustomError(works, "WorkRegistry__ShareMissing")
      .withArgs(account(2));
  });

  it("refuses a list without the holder", async () => {
    const { probe, works } = await probes();
    await expect(probe.getFunction("check")([owner(1), owner(2)], account(3)))
      .to.be.revertedWithCustomError(works, "WorkRegistry__HolderNotCoOwner")
      .withArgs(account(3));
  });

  it("names all owners but one", async () => {
    const { probe } = await probes();
    const others = probe.getFunction("others");
    expect(await others([], account(1))).to.deep.equal([]);
    expect(await others(owners(3), account(2))).to.deep.equal([account(1), account(3)]);
    expect(await others(owners(2), account(9))).to.deep.equal([account(1), account(2)]);
  });

  it("names the parties of an assignment: owners before, assignee, owners after, each once, no assignor", async () => {
    const { probe } = await probes();
    const random = randomFrom(14);
    const some = () => Array.from({ length: MOST_OWNERS }, (_, i) => i + 1).filter(() => random.oneIn(2));
    for (let i = 0; i < FUZZED_LISTS; i += 1) {
      const [before, afterwards] = [some(), some()];
      const [assignor, assignee] = [random.int(1, MOST_OWNERS), random.int(1, MOST_OWNERS)];
      const expected = [...new Set([...before, assignee, ...afterwards])].filter((n) => n !== assignor);
      const found = await probe.getFunction("partiesOf")(
        before.map((n) => owner(n)),
        account(assignor),
        account(assignee),
        afterwards.map((n) => owner(n)),
      );
      expect(found, JSON.stringify({ before, assignor, assignee, afterwards })).to.deep.equal(
        expected.map(account),
      );
    }
  });
});
