import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { after, afterEach, before, beforeEach, describe, it } from "mocha";
import { type Anvil, startAnvil } from "../server/chain/support/anvil.ts";
import { keyOf } from "../server/chain/support/ledger.ts";
import { apiAt } from "../server/support/api.ts";
import { prepare, signatureOf, submit } from "../server/support/documents.ts";
import { demo } from "../server/support/people.ts";
import type { TestProduct } from "../server/support/product.ts";
import { aWork } from "../server/support/works.ts";
import { type Program, type Settings, startGateway, startScript } from "./processes.ts";

/** Nothing listens there. */
const NOWHERE = "127.0.0.1:1";

describe("starting the product", function () {
  this.timeout(120_000);
  let folder: string;
  const programs: Program[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "ledger-start-"));
  });
  afterEach(async () => {
    for (const program of programs.splice(0)) await program.signal("SIGKILL");
    await rm(folder, { recursive: true, force: true });
  });

  function start(settings: Settings = {}, limit?: number): Program {
    const program = startGateway(join(folder, "data"), settings, limit);
    programs.push(program);
    return program;
  }

  /** The one sentence that it ends with; lines of progress may come before it. */
  async function refusal(settings: Settings, limit?: number): Promise<string> {
    const { code, stdout, stderr } = await start(settings, limit).ended;
    expect(code, stderr).to.equal(1);
    expect(stdout).to.equal("");
    const lines = stderr
      .trimEnd()
      .split("\n")
      .filter((line) => !line.startsWith("deploying"));
    expect(lines, stderr).to.have.length(1);
    expect(lines[0]).to.match(/[a-z].*[:;,] .*\.$/);
    return lines[0] ?? "";
  }

  describe("is refused in one sentence that says what to do, when", () => {
    it("another instance has the data folder, which goes on unharmed", async () => {
      const first = start();
      const url = await first.ready;
      expect(await refusal({})).to.equal(
        `The data folder ${join(folder, "data")} is in use by another instance (process ${first.pid}): ` +
          "stop that one, or choose another DATA_DIR.",
      );
      expect((await fetch(`${url}/readyz`)).status).to.equal(200);
    });

    it("its port is taken", async () => {
      const server = createServer().listen(0, "127.0.0.1");
      await once(server, "listening");
      const address = server.address();
      const port = typeof address === "object" && address ? String(address.port) : "";
      expect(await refusal({ PORT: port })).to.equal(
        `Port ${port} is taken: stop what listens there, or choose another PORT (0 picks a free one).`,
      );
      server.close();
    });

    it("its data folder cannot be written to", async () => {
      await writeFile(join(folder, "file"), "");
      expect(await refusal({ DATA_DIR: join(folder, "file", "data") })).to.match(
        /cannot be used \(ENOTDIR: .*\): make it a folder that can be written to, or choose another DATA_DIR\.$/,
      );
      if (process.getuid?.() === 0) return;
      await mkdir(join(folder, "data"));
      await chmod(join(folder, "data"), 0o500);
      expect(await refusal({})).to.contain("make it a folder that can be written to");
    });

    for (const [part, blocks] of [
      ["folder", 1],
      ["database", 200],
      ["chain", 1_000],
    ] as const) {
      it(`the disk is full when it comes to the ${part}`, async () => {
        expect(await refusal({}, blocks)).to.match(/full|room|writ/);
        // With room it starts in the same folder.
        if (part === "chain") await start().ready;
      });
    }

    it("the SQL server, the IPFS node or the chain's node cannot be reached", async () => {
      expect(await refusal({ DATABASE_URL: `postgres://ledger:s3cret@${NOWHERE}/ledger` })).to.match(
        /^DATABASE_URL names .* cannot be reached \(ECONNREFUSED\): start PostgreSQL there, .*\.$/,
      );
      expect(await refusal({ IPFS_API_URL: `http://${NOWHERE}` })).to.contain("IPFS_API_URL");
      expect(await refusal({ RPC_URL: `http://${NOWHERE}`, RELAYER_KEY: keyOf("operator") })).to.match(
        /^RPC_URL http:\/\/127\.0\.0\.1:1 does not answer \(.*\): start that node or correct RPC_URL; .*\.$/,
      );
    });

    it("it has a node and no key to send with", async () => {
      expect(await refusal({ RPC_URL: `http://${NOWHERE}` })).to.match(
        /^RPC_URL is set and RELAYER_KEY is not: set RELAYER_KEY to .*\.$/,
      );
    });
  });

  describe("and stopping it", () => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      it(`${signal} ends all of it, and it starts again as it was`, async () => {
        const first = start();
        const network = await (await fetch(`${await first.ready}/api/v1/network`)).json();
        const { code, stderr } = await first.signal(signal);
        expect(code, stderr).to.equal(0);
        const second = start();
        expect(await (await fetch(`${await second.ready}/api/v1/network`)).json()).to.deep.equal(network);
        expect((await second.signal(signal)).stderr).to.match(/^(replaying the chain: .*\n)*$/);
      });

      it(`${signal} ends it before it is ready`, async () => {
        const program = start();
        while (!existsSync(join(folder, "data", "lock.pid"))) await pause(5);
        expect(await program.signal(signal)).to.include({ code: 0, stdout: "" });
      });
    }
  });

  describe("on a node of its own", () => {
    let anvil: Anvil;
    before(async () => {
      anvil = await startAnvil({ finality: 2, arguments: ["--timestamp", "1700000000"] });
    });
    after(() => anvil?.stop());

    const settings = (): Settings => ({
      ...{ RPC_URL: anvil.url, RELAYER_KEY: keyOf("operator"), DEPLOYMENTS_DIR: join(folder, "deployments") },
    });

    function deploy(more: Settings = {}): Program {
      const deployer = { DEPLOYER_KEY: keyOf("arbitrator"), ADMINISTRATOR_DELAY: "0" };
      const program = startScript("deploy", { ...settings(), ...deployer, ...more });
      programs.push(program);
      return program;
    }

    it("is refused until the ledger is deployed there, and on another chain with that id", async () => {
      expect(await refusal(settings())).to.match(
        /^The ledger is not deployed on chain 31337, .* run npm run deploy/,
      );
      expect(await deploy().ended).to.include({ code: 0 });
      const other = await startAnvil({ arguments: ["--timestamp", "1600000000"] });
      expect(await refusal({ ...settings(), RPC_URL: other.url })).to.match(
        /^The deployment record of chain 31337 was made on another chain with that id .* deploy anew\.$/,
      );
      await other.stop();
      await writeFile(join(folder, "deployments", "chain-31337.json"), "{");
      expect(await refusal(settings())).to.contain(
        "chain-31337.json is not a deployment record of chain 31337",
      );
    });

    it("deploys with its progress, once, and says what is wrong with what it was given", async () => {
      const wrong = await deploy({ ADMINISTRATOR: "0x12" }).ended;
      expect([wrong.code, wrong.stderr]).to.deep.equal([
        1,
        'ADMINISTRATOR: "0x12" is no account: use 0x and 40 hex digits.\n',
      ]);
      const { stdout, stderr } = await deploy().ended;
      expect(stderr).to.match(/^deploying LedgerAccess\n(deploying \w+\n){3}deploying roles\n$/);
      expect(stdout).to.match(/works +0x[0-9a-fA-F]{40}\n/);
      const again = await deploy().ended;
      expect(again.code).to.equal(1);
      expect(again.stderr).to.match(
        /^The ledger is already deployed on chain 31337 \(.*\)\. Move that record away/,
      );
      const poor = await deploy({
        ...{ DEPLOYER_KEY: `0x${"7".repeat(64)}`, DEPLOYMENTS_DIR: join(folder, "poor") },
      }).ended;
      expect(poor.code).to.equal(1);
      expect(poor.stderr).to.match(
        /^deploying LedgerAccess\nThe ledger could not be deployed on chain 31337: .*\.\n$/,
      );
      expect(poor.stderr).to.match(/fund/);
    });

    it("registers there, and has it after a restart", async () => {
      await deploy().ended;
      await anvil.mine(4);
      const first = start(settings());
      const url = await first.ready;
      const product = { url, api: apiAt(`${url}/api/v1`) } as TestProduct;
      const publisher = demo("publisher");
      const work = aWork();
      const document = await prepare(product, {
        type: "Registration",
        content: { registrant: publisher.address, work },
      });
      const answer = await submit(product, document, await signatureOf(document, publisher));
      expect(answer.status, answer.text).to.equal(202);
      type View = { state: string; finality: string };
      const view = async () => (await product.api.get<View>(`/documents/${document.id}`)).body;
      while ((await view()).state !== "executed") await pause(50);
      expect((await view()).finality).to.equal("pending");
      expect((await first.signal("SIGTERM")).code).to.equal(0);
      await anvil.mine(4);
      const again = apiAt(`${await start(settings()).ready}/api/v1`);
      const { body } = await again.get<{ registered: boolean; asOf: { block: number } }>(
        `/verify/${work.fingerprint.slice(2)}`,
      );
      expect(body.registered).to.equal(true);
      expect(body.asOf.block).to.equal(await anvil.height());
      expect((await again.get<View>(`/documents/${document.id}`)).body).to.include({ finality: "final" });
    });

    it("ends on SIGTERM while the node hangs", async () => {
      await deploy().ended;
      const program = start(settings());
      await program.ready;
      anvil.pause();
      const { code } = await program.signal("SIGTERM");
      anvil.resume();
      expect(code).to.equal(0);
    });
  });
});
