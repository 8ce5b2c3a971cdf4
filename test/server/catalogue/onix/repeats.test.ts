import { expect } from "chai";
import { describe, it } from "mocha";
import { repeatTable } from "../../../../server/catalogue/onix/repeats.ts";
import { seeded } from "../../domain/random.ts";

describe("Repeated record references", () => {
  it("are found as a map would find them, however many there are", () => {
    const { integer } = seeded(7);
    const table = repeatTable();
    const model = new Map<string, number>();
    for (let index = 0; index < 30_000; index += 1) {
      const reference = `com.example.${integer(0, 20_000)}`;
      expect(table.seen(reference, index)).to.equal(model.get(reference) ?? null);
      model.set(reference, index);
    }
  });
});
