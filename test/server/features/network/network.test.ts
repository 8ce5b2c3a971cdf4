import { expect } from "chai";
import { Wallet } from "ethers";
import { describe, it } from "mocha";
import { tableHashes } from "../../../../server/domain/tables/index.ts";
import { WorkRegistry__factory } from "../../../../typechain-types/index.ts";
import { PATIENCE, theProduct } from "../../support/product.ts";

interface Network {
  readonly chainId: number;
  readonly embedded: boolean;
  readonly rpcPath: string | null;
  readonly contracts: Record<"access" | "evidence" | "works" | "institutions", string>;
  readonly codeTables: Record<string, { id: string; hash: string }>;
  readonly demoAccounts: { role: string; address: string; privateKey: string }[];
}

describe("The network that a gateway stands on", function () {
  this.timeout(PATIENCE);

  it("is told with its chain, its contracts and the way to ask the chain itself", async () => {
    const { api, root, chain } = await theProduct();
    const { status, body } = await api.get<Network>("/network");
    expect(status).to.equal(200);
    expect(body.embedded).to.equal(true);
    expect(body.chainId).to.equal(Number((await chain.getNetwork()).chainId));
    for (const [name, address] of Object.entries(body.contracts)) {
      expect(await chain.getCode(address), name).not.to.equal("0x");
    }
    const asked = { jsonrpc: "2.0", id: 1, method: "eth_chainId", params: [] };
    const answer = await root.post<{ result: string }>(body.rpcPath ?? "", asked);
    expect(Number(answer.body.result)).to.equal(body.chainId);
  });

  it("names the code tables by the hashes that the contract keeps", async () => {
    const { api, chain } = await theProduct();
    const { body } = await api.get<Network>("/network");
    const kept = await WorkRegistry__factory.connect(body.contracts.works, chain).codeTables();
    for (const name of Object.keys(tableHashes()) as (keyof ReturnType<typeof tableHashes>)[]) {
      expect(body.codeTables[name]?.hash, name).to.equal(kept[name]);
    }
  });

  it("gives out the demo accounts of the embedded chain, whose keys are public anyway", async () => {
    const { api } = await theProduct();
    const { body } = await api.get<Network>("/network");
    expect(body.demoAccounts.map(({ role }) => role)).to.include.members(["publisher", "bank", "registrar"]);
    for (const { address, privateKey } of body.demoAccounts) {
      expect(new Wallet(privateKey).address).to.equal(address);
    }
  });
});
