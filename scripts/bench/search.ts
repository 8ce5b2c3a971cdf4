import type { Database } from "../../server/database/connection.ts";
import type { Bench, Figure } from "./bench.ts";
import { fillWithWorks, WORKS } from "./search/fill.ts";
import { queriesFor } from "./search/queries.ts";
import { onPostgres, onSqlite } from "./support/databases.ts";
import { percentile, say, timed, wholes } from "./support/measure.ts";

const AIM_MILLISECONDS = 20;
const LENGTHS = [1, 2, 3, 4, 5, 6];
const QUERIES_PER_LENGTH = 400;
const WARM_UP = 100;
/** As the API answers unless asked for more. */
const LIMIT = 20;

/** The gateway's own search over as many works as there are in the source of the poems, on both databases. */
export const searchBench: Bench = {
  name: "search",
  about: `search among ${wholes(WORKS)} works, on SQLite and PostgreSQL`,
  async run(report) {
    await onSqlite(async (database) => {
      for (const figure of await measure("search", "SQLite", database)) report(figure);
    });
    const done = await onPostgres(async (database) => {
      for (const figure of await measure("search.postgres", "PostgreSQL", database)) report(figure);
    });
    if (!done) say("no PostgreSQL: install it, or name one in DATABASE_URL");
  },
};

async function measure(prefix: string, name: string, database: Database): Promise<Figure[]> {
  const { seconds } = await timed(() => fillWithWorks(database));
  say(`${name}: ${wholes(WORKS)} works written in ${wholes(seconds)} s`);
  for (const query of queriesFor(2, WARM_UP, 1)) await ask(database, query);
  const byLength: number[][] = [];
  const processor: number[] = [];
  for (const length of LENGTHS) {
    const times: number[] = [];
    for (const query of queriesFor(length, QUERIES_PER_LENGTH, 2)) {
      const { milliseconds, processorMilliseconds } = await ask(database, query);
      times.push(milliseconds);
      processor.push(processorMilliseconds);
    }
    byLength.push(times);
    say(`${name}, ${length} characters: p50 ${shown(times, 0.5)} ms, p99 ${shown(times, 0.99)} ms`);
  }
  const each = (share: number) =>
    byLength.map((times, index) => ({ of: `${LENGTHS[index]} characters`, value: percentile(times, share) }));
  const all = byLength.flat();
  return [
    { key: `${prefix}.p50ms`, value: percentile(all, 0.5), unit: "ms", limits: each(0.5) },
    {
      key: `${prefix}.p99ms`,
      value: percentile(all, 0.99),
      unit: "ms",
      limits: [
        { of: "aim", value: AIM_MILLISECONDS },
        { of: "of this process alone, without waiting for a processor", value: percentile(processor, 0.99) },
        ...each(0.99),
      ],
    },
  ];
}

async function ask(
  database: Database,
  query: string,
): Promise<{ milliseconds: number; processorMilliseconds: number }> {
  const before = process.threadCpuUsage();
  const { seconds } = await timed(() =>
    database.read((db) => database.search.find(db, { query, limit: LIMIT })),
  );
  const { user, system } = process.threadCpuUsage(before);
  return { milliseconds: seconds * 1_000, processorMilliseconds: (user + system) / 1_000 };
}

function shown(times: readonly number[], share: number): string {
  return percentile(times, share).toFixed(2);
}
