import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { importCatalogue } from "../../scripts/import/catalogue.ts";
import { apiAt } from "../server/support/api.ts";
import { demo } from "../server/support/people.ts";
import { type Catalogue, type Catalogues, catalogues } from "./catalogues.ts";
import { expectFound, expectOnChain } from "./ledger.ts";
import { externalStack, type Gateway, type Stack } from "./parts.ts";

describe("several gateways on one PostgreSQL", function () {
  this.timeout(180_000);
  let folder: string;
  let stack: Stack;
  let books: Catalogues;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "several-gateways-"));
    books = catalogues(folder, "several gateways");
    stack = await externalStack(3);
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

  async function importThrough({ url }: Gateway, { file, expected }: Catalogue): Promise<void> {
    const key = demo("publisher").privateKey;
    const report = await importCatalogue({ file, url, defaults: {}, key, progress: () => {} });
    expect(report).to.deep.include(expected);
  }

  it("one indexes and one relays, and all of them serve what came in through any", async () => {
    for (const task of ["index", "relay"] as const) {
      expect(await doing(task, stack.gateways), task).to.have.length(1);
    }
    for (const gateway of stack.gateways) await importThrough(gateway, books.next());
    for (const { url } of stack.gateways) await expectFound({ url }, books.all);
  });

  it("when the indexing one is killed during imports, another takes over, and nothing is lost", async () => {
    const [indexing] = await doing("index", stack.gateways);
    if (!indexing) return expect.fail("no gateway indexes");
    const others = stack.gateways.filter((gateway) => gateway !== indexing);
    const importing = Promise.all(others.map((gateway) => importThrough(gateway, books.next())));
    // Whoever awaits it hears of it.
    importing.catch(() => undefined);
    await pause(1_000);
    await indexing.kill();
    await importing;
    for (const task of ["index", "relay"] as const) {
      expect(await doing(task, others), task).to.have.length(1);
    }
    for (const { url } of others) await expectFound({ url }, books.all);
    await expectOnChain(stack, books.all);
    expect(await stack.check()).to.equal("equal");
    await indexing.start();
    await expectFound(indexing, books.all);
    expect(await doing("index", [indexing])).to.deep.equal([]);
  });
});
