import { expect } from "chai";
import { describe, it } from "mocha";
import { WriteStage, type Writes } from "../../../server/content/write-stage.ts";
import { failureOf } from "./failure.ts";

const bytes = (value: number): Uint8Array => Uint8Array.of(value);

/** A disk whose writes end when the test says so. */
function slowDisk() {
  const batches: Writes[] = [];
  const waiting: { done(): void; fail(error: Error): void }[] = [];
  const write = (writes: Writes): Promise<void> =>
    new Promise((done, fail) => {
      batches.push(new Map(writes));
      waiting.push({ done, fail });
    });
  return { batches, waiting, write };
}

/** Lets every promise that can go on go on. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("WriteStage", () => {
  it("writes what was staged while one batch was under way as one further batch", async () => {
    const disk = slowDisk();
    const stage = new WriteStage(disk.write);
    stage.stage("a", bytes(1));
    const first = stage.commit();
    await settled();
    const others = ["b", "c", "d"].map((key) => {
      stage.stage(key, bytes(2));
      return stage.commit();
    });
    disk.waiting[0]?.done();
    await first;
    await settled();
    expect(disk.batches.map((batch) => [...batch.keys()])).to.deep.equal([["a"], ["b", "c", "d"]]);
    disk.waiting[1]?.done();
    await Promise.all(others);
  });

  it("holds a commit until the batch that carries its write is on disk", async () => {
    const disk = slowDisk();
    const stage = new WriteStage(disk.write);
    stage.stage("a", bytes(1));
    const writer = stage.commit();
    await settled();
    let returned = false;
    const follower = stage.commit().then(() => {
      returned = true;
    });
    await settled();
    expect(returned).to.equal(false);
    disk.waiting[0]?.done();
    await Promise.all([writer, follower]);
  });

  it("shows a write from the moment it is staged until the disk has it", async () => {
    const disk = slowDisk();
    const stage = new WriteStage(disk.write);
    expect(stage.lookup("a")).to.equal(undefined);
    stage.stage("a", bytes(1));
    stage.stage("b", null);
    expect([stage.lookup("a"), stage.lookup("b")]).to.deep.equal([bytes(1), null]);
    const commit = stage.commit();
    await settled();
    expect([stage.lookup("a"), stage.lookup("b")]).to.deep.equal([bytes(1), null]);
    stage.stage("a", bytes(2));
    expect(stage.lookup("a")).to.deep.equal(bytes(2));
    disk.waiting[0]?.done();
    await commit;
    expect([stage.lookup("a"), stage.lookup("b")]).to.deep.equal([bytes(2), undefined]);
  });

  it("does not touch the disk when nothing is staged", async () => {
    const disk = slowDisk();
    await new WriteStage(disk.write).commit();
    expect(disk.batches).to.deep.equal([]);
  });

  it("fails every writer from a failed batch on, and writes no more", async () => {
    const disk = slowDisk();
    const stage = new WriteStage(disk.write);
    stage.stage("a", bytes(1));
    const failed = failureOf(stage.commit());
    await settled();
    stage.stage("b", bytes(2));
    const behind = failureOf(stage.commit());
    disk.waiting[0]?.fail(new Error("no space left"));
    expect([(await failed).message, (await behind).message]).to.deep.equal([
      "no space left",
      "no space left",
    ]);
    expect(() => stage.stage("c", bytes(3))).to.throw("no space left");
    expect((await failureOf(stage.commit())).message).to.equal("no space left");
    expect(stage.lookup("b")).to.equal(undefined);
    expect(disk.batches.length).to.equal(1);
  });
});
