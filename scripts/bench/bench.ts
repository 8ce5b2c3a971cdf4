/** A thing that a figure is held against: a budget, or what one of its parts does alone in the same run. */
export interface Limit {
  /** What it is the limit of: "budget", "SQLite alone". */
  readonly of: string;
  readonly value: number;
}

/** One figure of a benchmark. */
export interface Figure {
  /** Its key, such as `gas.register.single`: a name for good. */
  readonly key: string;
  readonly value: number;
  readonly unit: string;
  readonly limits?: readonly Limit[];
}

/** A group of figures that are measured together. */
export interface Bench {
  /** Its name: the first part of its figures' keys. */
  readonly name: string;
  /** What it measures, in a few words. */
  readonly about: string;
  /** Measures; each figure is handed over as soon as it is there. */
  run(report: (figure: Figure) => void): Promise<void>;
}
