import { operations } from "./operations.ts";
import { newScene, unsigned } from "./scene.ts";

/** What an act costs. */
export interface GasFigure {
  readonly key: string;
  /** By a relayed, signed document. */
  readonly relayed: number;
  /** By a call of the signer itself. */
  readonly direct: number;
  readonly budget: number | undefined;
}

/** Measures every operation, each from the same steady state. The figures are the same in each run. */
export async function measureGas(): Promise<GasFigure[]> {
  const scene = await newScene();
  const { stage } = scene;
  const figures: GasFigure[] = [];
  for (const { key, run, caller, budget, per = 1 } of operations) {
    const relayed = await stage.apart(() => run(scene, stage.relayer, stage.sign));
    const direct = await stage.apart(() => run(scene, stage[caller], unsigned));
    figures.push({ key, relayed: rounded(relayed / per), direct: rounded(direct / per), budget });
  }
  return figures;
}

/** Up to two places: the share of a work in a batch is no whole number. */
function rounded(gas: number): number {
  return Math.round(gas * 100) / 100;
}
