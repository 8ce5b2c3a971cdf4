import { setFlagsFromString } from "node:v8";

/**
 * Lets the heap grow by a quarter, and not to the double and more, before it is collected again. By default the
 * machine's size decides how much garbage a process holds: an intake of 20,000 ONIX records then held 590 MB, and
 * 380 with this.
 */
export function keepMemoryLow(): void {
  setFlagsFromString("--heap-growing-percent=25");
}
