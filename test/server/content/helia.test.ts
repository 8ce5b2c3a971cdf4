import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { text as textOf } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { contentIdOf, toCid } from "../../../server/content/cid.ts";
import { openEmbeddedNode, openHeliaStore } from "../../../server/content/helia.ts";
import { digestOf } from "../../../server/content/store.ts";
import { behavesLikeContentStore } from "./behaviour.ts";
import { failureOf } from "./failure.ts";

const POEM = new TextEncoder().encode("前不見古人，後不見來者。念天地之悠悠，獨愴然而涕下。".repeat(20));

describe("the embedded content store", function () {
  this.timeout(30_000);
  let root: string;
  let folders = 0;
  const newFolder = (): string => join(root, `content-${folders++}`);

  before(async () => {
    root = await mkdtemp(join(tmpdir(), "helia-"));
  });

  after(async () => {
    await rm(root, { recursive: true, force: true });
  });

  behavesLikeContentStore(() => openHeliaStore(newFolder()));

  it("keeps content across a close and an opening", async () => {
    const folder = newFolder();
    const { digest } = await withStore(folder, (store) => store.put(POEM));
    expect(digestOf((await withStore(folder, (store) => store.get(digest))) ?? POEM.slice(1))).to.equal(
      digest,
    );
  });

  it("neither listens nor connects", async () => {
    const sockets = (): string[] => process.getActiveResourcesInfo().filter((kind) => /TCP|UDP/.test(kind));
    const before = sockets();
    await withStore(newFolder(), async (store) => {
      await store.put(POEM);
      expect(await store.get(`0x${"12".repeat(32)}`)).to.equal(null);
      expect(sockets()).to.deep.equal(before);
    });
  });

  it("pins what it keeps: garbage collection takes other blocks only", async () => {
    const folder = newFolder();
    const kept = await withStore(folder, (store) => store.put(POEM));
    const { helia, blocks } = await openEmbeddedNode(folder);
    const loose = contentIdOf(digestOf(POEM.slice(1)));
    await helia.blockstore.put(toCid(loose), POEM.slice(1));
    await helia.gc();
    await blocks.stage.commit();
    await helia.stop();
    await blocks.close();
    await withStore(folder, async (store) => {
      expect(await store.has(loose.cid)).to.equal(false);
      expect(await store.get(kept.cid)).to.deep.equal(Buffer.from(POEM));
    });
  });

  it("loses nothing that it acknowledged when its process is killed", async () => {
    const folder = newFolder();
    for (const acknowledgements of [1, 150, 700]) {
      const digests = await putUntilKilled(folder, acknowledgements);
      await withStore(folder, async (store) => {
        for (const digest of digests) {
          expect(digestOf((await store.get(digest)) ?? POEM)).to.equal(digest);
        }
      });
    }
  }).timeout(120_000);

  describe("content damaged on disk", () => {
    let folder: string;
    const { digest, cid } = contentIdOf(digestOf(POEM));

    before(async () => {
      folder = newFolder();
      await withStore(folder, (store) => store.put(POEM));
      // The second opening moves the content from LevelDB's log to a table.
      await withStore(folder, (store) => store.healthy());
      await flipByteOf(POEM, folder);
    });

    it("is not given out: the error names its CID", async () => {
      const failure = await withStore(folder, (store) => failureOf(store.get(digest)));
      expect(failure).to.include({ code: "content-corrupt" });
      expect(failure.message).to.include(cid);
    });

    it("is mended by storing the right bytes again", async () => {
      await withStore(folder, (store) => store.put(POEM));
      expect(await withStore(folder, (store) => store.get(digest))).to.deep.equal(Buffer.from(POEM));
    });
  });

  it("ends a put with a sentence when the disk is full, and keeps what it acknowledged", async () => {
    const folder = newFolder();
    const child = start(folder, "trap '' XFSZ; ulimit -f 1000; exec \"$@\"");
    const complaint = textOf(child.stderr);
    const digests = await acknowledgedBy(child, Number.POSITIVE_INFINITY);
    expect(await complaint).to.match(
      /ContentError: The content store in .* failed; .*see that its disk has room/,
    );
    expect(digests.length).to.be.greaterThan(0);
    await withStore(folder, async (store) => {
      for (const digest of digests) expect(await store.has(digest)).to.equal(true);
    });
  }).timeout(60_000);

  describe("a folder that it cannot have", () => {
    it("because another store has it open", async () => {
      const folder = newFolder();
      await withStore(folder, async (store) => {
        const failure = await failureOf(openHeliaStore(folder));
        expect(failure).to.include({ code: "content-unavailable" });
        expect(failure.message)
          .to.include(folder)
          .and.match(/another process has it open.*DATA_DIR/);
        await store.put(POEM);
      });
    });

    it("because a file is in its place", async () => {
      const file = newFolder();
      await writeFile(file, "");
      const failure = await failureOf(openHeliaStore(file));
      expect(failure).to.include({ code: "content-unavailable" });
      expect(failure.message).to.include(file);
    });
  });

  it("says that it is not healthy once it is closed", async () => {
    const store = await openHeliaStore(newFolder());
    await store.close();
    expect(await failureOf(store.healthy())).to.include({ code: "content-unavailable" });
  });
});

type Writer = ChildProcessByStdio<null, Readable, Readable>;
type Store = Awaited<ReturnType<typeof openHeliaStore>>;

async function withStore<Result>(folder: string, work: (store: Store) => Promise<Result>): Promise<Result> {
  const store = await openHeliaStore(folder);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** Starts the writing process, by way of a shell when its limits are to be set first. */
function start(folder: string, shell?: string): Writer {
  const script = fileURLToPath(new URL("./put-until-killed.ts", import.meta.url));
  const command = [process.execPath, "--import", import.meta.resolve("tsx"), script, folder];
  const [program = "", ...parameters] = shell === undefined ? command : ["sh", "-c", shell, "sh", ...command];
  return spawn(program, parameters, { stdio: ["ignore", "pipe", "pipe"] });
}

async function putUntilKilled(folder: string, acknowledgements: number): Promise<string[]> {
  const child = start(folder);
  const complaint = textOf(child.stderr);
  const digests = await acknowledgedBy(child, acknowledgements);
  expect(await complaint).to.equal("");
  expect(digests.length).to.be.at.least(acknowledgements);
  return digests;
}

/** The digests that the process acknowledged until it ended. It is killed once there are so many. */
async function acknowledgedBy(child: Writer, most: number): Promise<string[]> {
  const digests: string[] = [];
  const ended = once(child, "exit");
  for await (const line of createInterface(child.stdout)) {
    if (/^0x[0-9a-f]{64}$/.test(line)) digests.push(line);
    if (digests.length === most) child.kill("SIGKILL");
  }
  await ended;
  return digests;
}

/** Changes one byte in every table of the database that holds the content. */
async function flipByteOf(content: Uint8Array, folder: string): Promise<void> {
  let flipped = 0;
  for (const name of (await readdir(folder)).filter((file) => file.endsWith(".ldb"))) {
    const bytes = await readFile(join(folder, name));
    const at = bytes.indexOf(content);
    if (at < 0) continue;
    bytes[at + 100] = (bytes[at + 100] ?? 0) ^ 1;
    await writeFile(join(folder, name), bytes);
    flipped++;
  }
  expect(flipped).to.be.greaterThan(0);
}
