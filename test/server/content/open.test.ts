import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { openContentStore } from "../../../server/content/open.ts";
import { failureOf } from "./failure.ts";

describe("openContentStore", function () {
  this.timeout(30_000);
  let root: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "content-"));
  });

  afterEach(async () => {
    await rm(root, { recursive: true, force: true });
  });

  it("keeps content in the folder when no Kubo node is named", async () => {
    const directory = join(root, "deep", "content");
    const lines: unknown[] = [];
    const store = await openContentStore({
      directory,
      logger: { info: (line: unknown) => lines.push(line) },
    });
    expect(store.kind).to.equal("helia");
    expect(lines).to.deep.equal([{ kind: "helia" }]);
    await store.close();
    expect(await readdir(directory)).to.include("CURRENT");
  });

  it("does not start on a Kubo node that is not there, nor fall back to the folder", async () => {
    const directory = join(root, "content");
    const failure = await failureOf(openContentStore({ ipfsApiUrl: "http://127.0.0.1:9", directory }));
    expect(failure).to.include({ code: "content-unavailable" });
    expect(failure.message).to.include("IPFS_API_URL");
    expect(await readdir(root)).to.deep.equal([]);
  });
});
