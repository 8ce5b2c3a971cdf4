import type { Figure } from "./bench.ts";

/** A number as people read it: `113,963`, `0.82`. */
function written(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: 2 });
}

/** A table of figures: key, figure, unit, and what each is held against. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map(({ key, value, unit, limits = [] }) => [
    key,
    written(value),
    unit,
    limits.map((limit) => `${limit.of} ${written(limit.value)}`).join(", "),
  ]);
  const all = [["key", "figure", "unit", "beside it"], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const lines = all.map(([key = "", value = "", unit = "", limits = ""]) =>
    [key.padEnd(widths[0] ?? 0), value.padStart(widths[1] ?? 0), unit.padEnd(widths[2] ?? 0), limits]
      .join("  ")
      .trimEnd(),
  );
  return `${lines.join("\n")}\n`;
}
