import type { Bench } from "./bench.ts";
import { gasBench } from "./gas.ts";
import { httpBench } from "./http.ts";
import { importBench } from "./import.ts";
import { indexBench } from "./index-rate.ts";
import { onixBench } from "./onix.ts";
import { searchBench } from "./search.ts";
import { startBench } from "./start.ts";

/** All benchmarks, in the order in which they run. A new one is a module beside these and a line here. */
export const benches: readonly Bench[] = [
  gasBench,
  importBench,
  startBench,
  httpBench,
  indexBench,
  searchBench,
  onixBench,
];
