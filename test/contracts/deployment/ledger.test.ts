import { expect } from "chai";
import { Wallet } from "ethers";
import { describe, it } from "mocha";
import { type DeploymentOptions, deployLedger } from "../../../server/chain/deployment.ts";
import { InstitutionRegistry__factory, LedgerAccess__factory } from "../../../typechain-types/index.ts";
import { ethers, networkHelpers } from "../support/chain.ts";
import { type Actors, freshLedger } from "../support/ledger.ts";

const A_DAY = 86_400;

/** A second ledger on the chain of the tests. */
async function deployedWith(options: (who: Actors) => Partial<DeploymentOptions>) {
  const who = await freshLedger();
  const deployment = await deployLedger(who.deployer, {
    administrator: who.administrator.address,
    administratorDelay: 0,
    accreditors: [],
    ...options(who),
  });
  const access = LedgerAccess__factory.connect(deployment.contracts.access, who.stranger);
  return { ...who, deployment, access };
}

describe("deployLedger", () => {
  it("puts the four contracts on the chain, all under one AccessManager", async () => {
    const { deployment, works, institutions } = await freshLedger();
    const { access, ...others } = deployment.contracts;
    for (const address of [access, ...Object.values(others)]) {
      expect((await ethers.provider.getCode(address)).length).to.be.greaterThan(2);
    }
    expect(new Set(Object.values(deployment.contracts)).size).to.equal(4);
    expect(await works.authority()).to.equal(access);
    expect(await institutions.authority()).to.equal(access);
  });

  it("answers a record that tells the chain and its administrator", async () => {
    const { deployment, administrator } = await freshLedger();
    expect(deployment.version).to.equal(1);
    expect(deployment.chainId).to.equal(Number((await ethers.provider.getNetwork()).chainId));
    expect(deployment.genesis).to.equal((await ethers.provider.getBlock(0))?.hash);
    expect(deployment.administrator).to.equal(administrator.address);
  });

  it("names the first block that holds an event of the contracts", async () => {
    const { deployment } = await freshLedger();
    const addresses = Object.values(deployment.contracts);
    const logs = (fromBlock: number, toBlock: number) =>
      Promise.all(addresses.map((address) => ethers.provider.getLogs({ address, fromBlock, toBlock })));
    expect((await logs(0, deployment.block - 1)).flat()).to.deep.equal([]);
    expect((await logs(deployment.block, deployment.block)).flat()).not.to.deep.equal([]);
  });

  it("labels the roles and lets works be attested about", async () => {
    const { deployment, access, institutions } = await freshLedger();
    const fromBlock = deployment.block;
    const labels = await access.queryFilter(access.filters.RoleLabel(), fromBlock);
    expect(labels.map(({ args }) => [args.roleId, args.label])).to.deep.equal([
      [1n, "ACCREDITOR"],
      [2n, "PLEDGE_MODULE"],
      [3n, "DISPUTE_MODULE"],
    ]);
    const kinds = await institutions.queryFilter(institutions.filters.SubjectKindSet(), fromBlock);
    expect(kinds.map(({ args }) => [...args])).to.deep.equal([["work", deployment.contracts.works]]);
  });

  it("leaves the deployer without any role", async () => {
    const { access, deployer, administrator } = await freshLedger();
    for (const role of [0, 1, 2, 3]) {
      expect((await access.hasRole(role, deployer)).isMember, `role ${role}`).to.equal(false);
    }
    expect([...(await access.hasRole(0, administrator))]).to.deep.equal([true, 0n]);
  });

  it("gives the module's roles to nobody, and the accreditor's to those named", async () => {
    const { access, accreditor, bank, stranger, pledgeModule, disputeModule } = await deployedWith(
      ({ accreditor, bank }) => ({ accreditors: [accreditor.address, bank.address] }),
    );
    for (const account of [accreditor, bank]) {
      expect([...(await access.hasRole(1, account))]).to.deep.equal([true, 0n]);
    }
    expect((await access.hasRole(1, stranger)).isMember).to.equal(false);
    expect((await access.hasRole(2, pledgeModule)).isMember).to.equal(false);
    expect((await access.hasRole(3, disputeModule)).isMember).to.equal(false);
  });

  it("lets the deployer stay when it is the administrator itself", async () => {
    const { access, deployer } = await deployedWith(({ deployer }) => ({ administrator: deployer.address }));
    expect([...(await access.hasRole(0, deployer))]).to.deep.equal([true, 0n]);
    await access.connect(deployer).grantRole(1, deployer, 0);
  });

  for (const who of ["administrator", "deployer"] as const) {
    it(`binds the ${who} to a delay, if there is one`, async () => {
      const { access, deployment, ...actors } = await deployedWith((all) => ({
        administrator: all[who].address,
        administratorDelay: A_DAY,
      }));
      const admin = access.connect(actors[who]);
      expect([...(await access.hasRole(0, actors[who]))]).to.deep.equal([true, BigInt(A_DAY)]);
      await expect(admin.grantRole(1, actors.stranger, 0)).to.be.revertedWithCustomError(
        access,
        "AccessManagerNotScheduled",
      );
      const { institutions } = deployment.contracts;
      const call = InstitutionRegistry__factory.createInterface().encodeFunctionData("setSubjectKind", [
        "license",
        actors.stranger.address,
      ]);
      await admin.schedule(institutions, call, 0);
      await networkHelpers.time.increase(A_DAY);
      await admin.execute(institutions, call);
    });
  }

  it("takes an administrator's address in any writing", async () => {
    const { deployment, administrator } = await deployedWith((all) => ({
      administrator: all.administrator.address.toLowerCase(),
    }));
    expect(deployment.administrator).to.equal(administrator.address);
  });

  it("tells its progress", async () => {
    const steps: string[] = [];
    await deployedWith(() => ({ onProgress: (step) => steps.push(step) }));
    expect(steps).to.deep.equal([
      "LedgerAccess",
      "EvidenceRegistry",
      "WorkRegistry",
      "InstitutionRegistry",
      "roles",
    ]);
  });

  it("refuses a deployer that is connected to no chain", async () => {
    const alone = new Wallet(`0x${"01".repeat(32)}`);
    const options = { administrator: alone.address, administratorDelay: 0, accreditors: [] };
    const error = await deployLedger(alone, options).catch((problem: Error) => problem);
    expect(error)
      .to.be.instanceOf(Error)
      .with.property("message", "The deployer has no connection to a chain.");
  });
});
