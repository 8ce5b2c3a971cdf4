import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { StartError } from "../../../server/database/errors.ts";
import { lockFolder } from "../../../server/database/folder-lock.ts";
import { withChild } from "./child.ts";

describe("the lock on the data folder", function () {
  this.timeout(60_000);
  let directory: string;

  beforeEach(() => {
    directory = join(mkdtempSync(join(tmpdir(), "folder-")), "data");
  });
  afterEach(() => rmSync(join(directory, ".."), { recursive: true, force: true }));

  it("makes the folder, keeps out a second holder in the same process, and lets go when released", () => {
    const lock = lockFolder(directory);
    expect(() => lockFolder(directory)).to.throw(StartError, `process ${process.pid}`);
    lock.release();
    lock.release();
    lockFolder(directory).release();
  });

  it("names the folder and the process that has it, again and again", () =>
    withChild("lock-holder.ts", directory, async (child) => {
      await child.printed(1);
      const sentence = `The data folder ${directory} is in use by another instance (process ${child.process.pid}): stop that one, or choose another DATA_DIR.`;
      expect(() => lockFolder(directory)).to.throw(StartError, sentence);
      expect(() => lockFolder(directory)).to.throw(StartError, sentence);
    }));

  it("is free after its holder was killed", () =>
    withChild("lock-holder.ts", directory, async (child) => {
      await child.printed(1);
      await child.kill();
      const lock = lockFolder(directory);
      expect(() => lockFolder(directory)).to.throw(StartError, `process ${process.pid}`);
      lock.release();
    }));

  it("does not claim to know a holder that has not said who it is", () => {
    const lock = lockFolder(directory);
    writeFileSync(join(directory, "lock.pid"), "");
    expect(() => lockFolder(directory)).to.throw(StartError, "in use by another instance: stop that one");
    lock.release();
  });

  it("says what to do about a folder that cannot be one", () => {
    const file = `${directory}-file`;
    writeFileSync(file, "");
    expect(() => lockFolder(file)).to.throw(StartError, `The data folder ${file} cannot be used (`);
  });
});
