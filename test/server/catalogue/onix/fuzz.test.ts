import { expect } from "chai";
import { describe, it } from "mocha";
import { toWork } from "../../../../server/catalogue/onix/work/to-work.ts";
import { readRecord } from "../../../../server/domain/catalogue-record.ts";
import { seeded } from "../../domain/random.ts";
import { read, sample } from "./support.ts";

const ROUNDS = 150;
const SAMPLES = [
  "roseanna-3.0-short.xml",
  "google-sample-schema-invalid.xml",
  "elibri-pl-territorial-rights.xml",
  "gyldendal-da-3.0-reference.xml",
];

describe("ONIX messages with random faults", () => {
  it("are read or refused, and every record of them is a work, skipped or refused with a reason", async () => {
    const { integer, pick } = seeded(2026);
    const outcomes = new Set<string>();
    for (let round = 0; round < ROUNDS; round += 1) {
      const bytes = Uint8Array.from(sample(pick(SAMPLES)));
      mutate(bytes, integer);
      // `read` lets nothing but an OnixRefusal pass.
      const { header, products, refusal } = await read([bytes]);
      outcomes.add(refusal ? refusal.code : "read");
      for (const { product } of products) {
        const work = toWork(product, header?.header ?? { sender: null });
        outcomes.add(work.outcome);
        if (work.outcome !== "register") {
          expect(work.reasons).to.have.lengthOf(1);
          continue;
        }
        // Whatever else is wrong was left out; a title is never repaired.
        const reading = readRecord(work.draft, { legalClass: "written", tradeClass: "X99" });
        const reasons = reading.work === null ? reading.reasons : [];
        expect(reasons.filter(({ message }) => !message.startsWith("title: "))).to.deep.equal([]);
      }
    }
    expect([...outcomes]).to.include.members(["read", "not-well-formed", "invalid-bytes", "register"]);
  });
});

/** Changes bytes, copies pieces over others, or swaps letters for letters, so that much stays well-formed. */
function mutate(bytes: Uint8Array, integer: (min: number, max: number) => number): void {
  const kind = integer(0, 2);
  for (let count = integer(1, 12); count > 0; count -= 1) {
    const at = integer(0, bytes.length - 1);
    if (kind === 0) bytes[at] = integer(0, 255);
    else if (kind === 1) bytes.copyWithin(at, integer(0, bytes.length - 1), integer(0, bytes.length - 1));
    else {
      const byte = bytes[at] ?? 0;
      const digit = byte >= 0x30 && byte <= 0x39;
      if (digit || (byte >= 0x61 && byte <= 0x7a))
        bytes[at] = digit ? integer(0x30, 0x39) : integer(0x61, 0x7a);
    }
  }
}
