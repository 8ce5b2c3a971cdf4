import { createHash, randomBytes } from "node:crypto";
import { openAsBlob } from "node:fs";
import { appendFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { hashBlob } from "../../../web/hashing/hash-blob.ts";

describe("hashBlob", () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "hash-blob-"));
  });
  after(() => rm(folder, { recursive: true }));

  it("equals the SHA-256 of the whole file, at sizes around its stretches", async () => {
    const stretch = 4 * 1024 * 1024;
    for (const size of [0, 1, stretch - 1, stretch, stretch + 1, 2 * stretch + 12_345]) {
      const bytes = randomBytes(size);
      const expected = `0x${createHash("sha256").update(bytes).digest("hex")}`;
      expect(await hashBlob(new Blob([bytes]), () => {}), `${size} bytes`).to.equal(expected);
    }
  });

  it("reports progress that only rises and ends at the size", async () => {
    const size = 9 * 1024 * 1024;
    const steps: number[] = [];
    await hashBlob(new Blob([Buffer.alloc(size)]), (hashed) => steps.push(hashed));
    expect(steps).to.deep.equal(steps.toSorted((a, b) => a - b));
    expect(steps).to.have.length.greaterThan(1);
    expect(steps.at(-1)).to.equal(size);
  });

  it("fails when the file has changed since it was chosen, rather than give a wrong fingerprint", async () => {
    const path = join(folder, "master.txt");
    await writeFile(path, "the master file");
    const blob = await openAsBlob(path);
    await appendFile(path, ", changed");
    let failure: unknown;
    await hashBlob(blob, () => {}).catch((error: unknown) => {
      failure = error;
    });
    expect(failure).to.be.instanceOf(DOMException);
  });
});
