import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import {
  checkDeployment,
  deployAndRecord,
  deploymentPath,
  readDeployment,
  writeDeployment,
} from "../../../server/chain/deployment.ts";
import { ethers } from "../support/chain.ts";
import { freshLedger } from "../support/ledger.ts";

async function messageOf(attempt: Promise<unknown>): Promise<string> {
  const problem = await attempt.then(
    () => new Error("It was not refused."),
    (error: Error) => error,
  );
  return problem.message;
}

describe("The deployment record", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "ledger-record-"));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it("is written to a file of the chain's own and read back", async () => {
    const { deployment } = await freshLedger();
    const path = await writeDeployment(join(folder, "new", "folder"), deployment);
    expect(path).to.equal(join(folder, "new", "folder", `chain-${deployment.chainId}.json`));
    expect(await readDeployment(join(folder, "new", "folder"), deployment.chainId)).to.deep.equal(deployment);
    expect(await readdir(join(folder, "new", "folder"))).to.deep.equal([`chain-${deployment.chainId}.json`]);
    expect((await readFile(path, "utf8")).endsWith("}\n")).to.equal(true);
  });

  it("is nothing where none was written, and where one of another chain was", async () => {
    const { deployment } = await freshLedger();
    expect(await readDeployment(folder, deployment.chainId)).to.equal(null);
    await writeDeployment(folder, deployment);
    expect(await readDeployment(folder, 1)).to.equal(null);
    expect(await readDeployment(join(folder, "missing"), 1)).to.equal(null);
  });

  it("is never written over", async () => {
    const { deployment } = await freshLedger();
    const path = await writeDeployment(folder, deployment);
    const message = await messageOf(writeDeployment(folder, { ...deployment, block: 99 }));
    expect(message).to.contain(`already deployed on chain ${deployment.chainId} (${path})`);
    expect(await readDeployment(folder, deployment.chainId)).to.deep.equal(deployment);
  });

  it("is refused if it is of another version or speaks of another chain", async () => {
    const { deployment } = await freshLedger();
    for (const change of [{ version: 2 }, { chainId: 1 }]) {
      const path = deploymentPath(folder, deployment.chainId);
      await writeFile(path, JSON.stringify({ ...deployment, ...change }));
      expect(await messageOf(readDeployment(folder, deployment.chainId))).to.equal(
        `${path} is not a deployment record of chain ${deployment.chainId} that this version reads: put the one back ` +
          "that npm run deploy wrote.",
      );
    }
  });

  it("keeps a ledger from being deployed on its chain a second time, before anything is sent", async () => {
    const { deployer, administrator } = await freshLedger();
    const options = { administrator: administrator.address, administratorDelay: 0, accreditors: [] };
    const deployment = await deployAndRecord(folder, deployer, options);
    expect(await readDeployment(folder, deployment.chainId)).to.deep.equal(deployment);
    const block = await ethers.provider.getBlockNumber();
    expect(await messageOf(deployAndRecord(folder, deployer, options))).to.contain(
      "Move that record away first",
    );
    expect(await ethers.provider.getBlockNumber()).to.equal(block);
  });
});

describe("checkDeployment", () => {
  it("accepts the chain on which the contracts are", async () => {
    const { deployment } = await freshLedger();
    await checkDeployment(deployment, ethers.provider);
  });

  it("refuses another chain that has the same id", async () => {
    const { deployment } = await freshLedger();
    const genesis = `0x${"ab".repeat(32)}`;
    const message = await messageOf(checkDeployment({ ...deployment, genesis }, ethers.provider));
    expect(message).to.contain(`genesis ${genesis}, the node has ${deployment.genesis}`);
    expect(message).to.contain("Point RPC_URL at the chain of the record");
  });

  it("refuses a chain on which a contract is missing, and names it", async () => {
    const { deployment, stranger } = await freshLedger();
    for (const name of ["access", "evidence", "works", "institutions"] as const) {
      const contracts = { ...deployment.contracts, [name]: stranger.address };
      const message = await messageOf(checkDeployment({ ...deployment, contracts }, ethers.provider));
      expect(message).to.contain(`no contract at ${stranger.address}`);
      expect(message).to.contain(`"${name}"`);
    }
  });
});
