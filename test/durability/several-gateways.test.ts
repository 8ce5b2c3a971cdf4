import { mkdtempSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { importCatalogue } from "../../scripts/import/catalogue.ts";
import { type Api, apiAt } from "../server/support/api.ts";
import { demo } from "../server/support/people.ts";
import { expectProblem } from "../server/support/problems.ts";
import { type Catalogues, catalogues } from "./catalogues.ts";
import { expectFound, expectOnChain } from "./ledger.ts";
import { externalStack, type Gateway, type Stack } from "./parts.ts";

describe("several gateways on one PostgreSQL", function () {
  this.timeout(180_000);
  let folder: string;
  let stack: Stack;
  /** Of a publisher at each gateway. */
  let publishers: Map<Gateway, Catalogues>;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "several-gateways-"));
    stack = await externalStack(3);
    publishers = new Map(
      stack.gateways.map((gateway, place) => {
        return [gateway, catalogues(mkdtempSync(join(folder, "catalogues-")), `at gateway ${place}`)];
      }),
    );
  });
  after(async () => {
    await stack?.remove();
    await rm(folder, { recursive: true, force: true });
  });

  /** Those that say that a task is theirs. */
  async function doing(task: "index" | "relay", among: readonly Gateway[]): Promise<Gateway[]> {
    const answers = await Promise.all(
      among.map(async (gateway) => (await apiAt(gateway.url).get("/metrics")).text),
    );
    return among.filter((_, place) => answers[place]?.includes(`\nledger_${task}_here 1\n`));
  }

  async function importNext(gateway: Gateway): Promise<void> {
    const { file, expected } =
      publishers.get(gateway)?.next() ?? expect.fail("a gateway without a publisher");
    const options = { file, url: gateway.url, defaults: {}, key: demo("publisher").privateKey };
    const report = await importCatalogue({ ...options, progress: () => {} });
    expect(report).to.deep.include(expected);
  }

  const all = (): Map<string, number> => new Map([...publishers.values()].flatMap((books) => [...books.all]));

  it("one indexes and one relays, and all of them serve what came in through any", async () => {
    for (const task of ["index", "relay"] as const) {
      expect(await doing(task, stack.gateways), task).to.have.length(1);
    }
    for (const gateway of stack.gateways) await importNext(gateway);
    for (const gateway of stack.gateways) await expectFound(gateway, all());
  });

  it("a file that comes in through one is not taken by another at the same time", async () => {
    const [one, other] = stack.gateways.map(({ url }) => apiAt(`${url}/api/v1`));
    if (!one || !other) return expect.fail("there are no gateways");
    const wish = { name: "list", registrant: demo("agent").address, source: `0x${"5".repeat(64)}` };
    const open = async (api: Api) => (await api.post<{ id: string }>("/catalogues", wish)).body.id;
    const id = await open(one);
    expect(await open(other)).to.equal(id);
    const headers = { "content-type": "application/x-ndjson" };
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const coming = fetch(`${stack.url}/api/v1/catalogues/${id}/records`, {
      ...{ method: "PUT", headers, body: readable, duplex: "half" },
    });
    const writer = writable.getWriter();
    void writer.write(Buffer.from("{}\n"));
    await pause(1_000);
    const again = await other.call(`/catalogues/${id}/records`, { method: "PUT", headers, body: "{}\n" });
    expectProblem(again, 409, "catalogue-closed");
    expect(await open(other)).not.to.equal(id);
    await writer.close();
    expect((await coming).status).to.equal(200);
  });

  it("when the indexing one is killed during imports, another takes over, and nothing is lost", async () => {
    const [indexing] = await doing("index", stack.gateways);
    if (!indexing) return expect.fail("no gateway indexes");
    const others = stack.gateways.filter((gateway) => gateway !== indexing);
    const importing = Promise.all(others.map(importNext));
    // Whoever awaits it hears of it.
    importing.catch(() => undefined);
    await pause(1_000);
    await indexing.kill();
    await importing;
    for (const task of ["index", "relay"] as const) {
      expect(await doing(task, others), task).to.have.length(1);
    }
    for (const gateway of others) await expectFound(gateway, all());
    await expectOnChain(stack, all());
    expect(await stack.check()).to.equal("equal");
    await indexing.start();
    await expectFound(indexing, all());
    expect(await doing("index", [indexing])).to.deep.equal([]);
  });
});
