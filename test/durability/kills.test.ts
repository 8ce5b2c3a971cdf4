import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { importCatalogue } from "../../scripts/import/catalogue.ts";
import { randomFrom } from "../server/database/support.ts";
import { demo } from "../server/support/people.ts";
import { type Catalogue, type Catalogues, catalogues } from "./catalogues.ts";
import { expectFound, expectOnChain } from "./ledger.ts";
import { embeddedStack, externalStack, type Stack, type Victim } from "./parts.ts";

/** How often each part is killed; KILLS sets another number. SEED repeats a run as far as its timing goes. */
const KILLS = Number(process.env.KILLS ?? 2);
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);
/** How long a part that was killed stays away at most. */
const LONGEST_OUTAGE = 1_500;
/** Imports in which to hit a moment: an import may be over sooner than the last one was. */
const MOST_TRIES = 5;

const stacks: readonly [name: string, open: () => Promise<Stack>, victims: readonly Victim[]][] = [
  ["all parts in one gateway", embeddedStack, ["gateway"]],
  ["every part a process of its own", externalStack, ["gateway", "node", "SQL server", "IPFS"]],
];

for (const [name, open, victims] of stacks) {
  describe(`kill -9 during an import, ${name} (KILLS=${KILLS} SEED=${SEED})`, function () {
    this.timeout(300_000);
    const random = randomFrom(SEED);
    let folder: string;
    let stack: Stack;
    let books: Catalogues;
    /** How long an import takes that nobody disturbs. */
    let usual: number;

    before(async () => {
      folder = await mkdtemp(join(tmpdir(), "durability-catalogues-"));
      books = catalogues(folder, `${name} ${SEED}`);
      stack = await open();
    });
    after(async () => {
      await stack?.remove();
      await rm(folder, { recursive: true, force: true });
    });

    /** Imports the next catalogue, and expects that it reports all of it. */
    function importNext(): Importing {
      const { file, works, expected } = books.next();
      const { promise: sending, resolve } = Promise.withResolvers<void>();
      const said: string[] = [];
      let began = 0;
      const progress = (text: string): void => {
        said.push(text);
        began ||= Date.now();
        resolve();
      };
      async function run(): Promise<number> {
        const key = demo("publisher").privateKey;
        const report = await importCatalogue({ file, url: stack.url, defaults: {}, key, progress });
        const milliseconds = Date.now() - began;
        expect(report, said.join("\n")).to.deep.include(expected);
        return milliseconds;
      }
      const importing = { works, sending, over: false, done: run() };
      // Whoever awaits it hears of it.
      void importing.done
        .catch(() => undefined)
        .then(() => {
          importing.over = true;
          resolve();
        });
      return importing;
    }

    /** An import, at a random moment of which it is still on its way. */
    async function importToDisturb(): Promise<{ importing: Importing; moment: number }> {
      for (let attempt = 1; attempt <= MOST_TRIES; attempt += 1) {
        const moment = random() * usual;
        const importing = importNext();
        await importing.sending;
        await pause(moment);
        if (!importing.over) return { importing, moment };
        usual = await importing.done;
      }
      return expect.fail("every import was over before its moment came");
    }

    it("imports a catalogue while nobody disturbs it", async () => {
      await importNext().done;
      usual = await importNext().done;
    });

    for (const victim of victims) {
      for (let kill = 1; kill <= KILLS; kill += 1) {
        it(`the ${victim}, ${kill} of ${KILLS}: the import completes, each work once`, async () => {
          const part = stack.parts.get(victim) ?? expect.fail(`there is no ${victim}`);
          const { importing, moment } = await importToDisturb();
          await part.kill();
          const outage = random() * LONGEST_OUTAGE;
          await pause(outage);
          await part.start();
          const milliseconds = await importing.done;
          await expectFound(stack, importing.works);
          await expectOnChain(stack, books.all);
          process.stdout.write(
            `      killed at ${seconds(moment)} of ${seconds(usual)}, back after ${seconds(outage)}, ` +
              `imported in ${seconds(milliseconds)}\n`,
          );
        });
      }

      it(`the ${victim}: a rebuilt index is equal`, async () => {
        const said = await stack.check();
        expect(said).to.equal("equal");
        process.stdout.write(`      ${books.all.size} works, npm run rebuild -- --check: ${said}\n`);
      });
    }
  });
}

/** An import under way. */
interface Importing {
  readonly works: Catalogue["works"];
  /** Resolves when it has found the gateway. */
  readonly sending: Promise<void>;
  readonly over: boolean;
  /** How many milliseconds it took. */
  readonly done: Promise<number>;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(2)} s`;
}
