import { setImmediate } from "node:timers/promises";
import { expect } from "chai";
import { describe, it } from "mocha";
import { createGate } from "../../../../server/chain/embedded/gate.ts";

/** Work that notes its start and its end, and ends when it is told to. */
function job(name: string, log: string[]) {
  let finish = (): void => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const work = async (): Promise<string> => {
    log.push(`+${name}`);
    await finished;
    log.push(`-${name}`);
    return name;
  };
  return { name, work, finish: () => finish() };
}

describe("the gate", () => {
  it("lets readers in together and a writer alone, in the order in which they came", async () => {
    const gate = createGate();
    const log: string[] = [];
    const jobs = ["read a", "read b", "write w", "read c", "write v"].map((name) => job(name, log));
    const all = jobs.map(({ name, work }) =>
      name.startsWith("write") ? gate.exclusive(work) : gate.shared(work),
    );
    for (const { finish } of jobs) {
      await setImmediate();
      finish();
    }
    expect(await Promise.all(all)).to.deep.equal(jobs.map(({ name }) => name));
    expect(log).to.deep.equal([
      ...["+read a", "+read b", "-read a", "-read b"],
      ...["+write w", "-write w", "+read c", "-read c", "+write v", "-write v"],
    ]);
  });

  it("goes on after work that fails", async () => {
    const gate = createGate();
    const outcomes = await Promise.allSettled([
      gate.exclusive(() => Promise.reject(new Error("write"))),
      gate.shared(() => Promise.reject(new Error("read"))),
      gate.exclusive(async () => "done"),
    ]);
    expect(outcomes.map(({ status }) => status)).to.deep.equal(["rejected", "rejected", "fulfilled"]);
  });
});
