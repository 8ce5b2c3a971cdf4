import type { Bench } from "./bench.ts";
import { measureGas } from "./gas/measure.ts";

/** What each act costs by a relayed document, with the budget where there is one and the direct call beside it. */
export const gasBench: Bench = {
  name: "gas",
  about: "gas of each act, by a relayed signed document",
  async run(report) {
    for (const { key, relayed, direct, budget } of await measureGas()) {
      const budgets = budget === undefined ? [] : [{ of: "budget", value: budget }];
      report({
        key,
        value: relayed,
        unit: "gas",
        limits: [...budgets, { of: "direct call", value: direct }],
      });
    }
  },
};
