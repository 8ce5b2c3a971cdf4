import { sql } from "kysely";
import { applyChanges, type Change, type IndexStore, keyOf, readRows } from "./changes.ts";
import type { BlockHeader } from "./cursor.ts";
import { EVENT_KEYS, type EventKey, type EventTable, type EventTables } from "./index-schema.ts";
import type { Executor } from "./schema.ts";
import { storableRow } from "./storable.ts";

/** Rows held back before they are written together. */
const HELD_ROWS = 5_000;

type Row = EventTables[EventTable];
type Undo = { block: number; table_name: EventTable; key_json: string; before_json: string | null };

/**
 * Writes the index within one transaction. Writes are held back and made together, so handlers may write row by
 * row; `find` sees them, a query of one's own only through `settled`. The transaction must end with `flush`.
 */
export interface IndexWriter {
  /**
   * What follows belongs to this block. With `undo` the rows' before-images are kept and the block can be rolled
   * back: for blocks near the head of a chain that may reorganise.
   */
  enter(block: BlockHeader, options: { undo: boolean }): Promise<void>;
  /** @throws when the key is taken: at once if this writer wrote it, otherwise when flushed. */
  insert<T extends EventTable>(table: T, row: EventTables[T]): void;
  find<T extends EventTable>(table: T, key: EventKey<T>): Promise<EventTables[T] | undefined>;
  /** Changes columns other than the key's. @throws when there is no such row. */
  update<T extends EventTable>(table: T, key: EventKey<T>, patch: Partial<EventTables[T]>): Promise<void>;
  /** @throws when there is no such row. */
  remove<T extends EventTable>(table: T, key: EventKey<T>): Promise<void>;
  /** The transaction, with everything written so far in it. */
  settled(): Promise<Executor>;
  flush(): Promise<void>;
}

/** A writer for the transaction `trx`; forget it when the transaction ends. */
export function indexWriter(trx: Executor, store: IndexStore): IndexWriter {
  const held = new Map<EventTable, Map<string, Change>>();
  const undo: Undo[] = [];
  const remembered = new Set<string>();
  const headers: BlockHeader[] = [];
  let heldRows = 0;
  let current: { block: number; undo: boolean } | undefined;

  function changesOf(table: EventTable): Map<string, Change> {
    const known = held.get(table);
    if (known) return known;
    const fresh = new Map<string, Change>();
    held.set(table, fresh);
    return fresh;
  }

  /** Keeps the row as it is before the current block's first change to it. */
  function remember(table: EventTable, key: string, before: Row | null): void {
    if (!current) throw new Error("the index writer has entered no block");
    if (!current.undo || remembered.has(`${table} ${key}`)) return;
    remembered.add(`${table} ${key}`);
    const before_json = before && JSON.stringify(before);
    undo.push({ block: current.block, table_name: table, key_json: key, before_json });
  }

  async function lookUp<T extends EventTable>(table: T, key: EventKey<T>): Promise<Change | undefined> {
    const name = nameOf(table, key);
    const known = changesOf(table).get(name);
    if (known) return known;
    const [stored] = await readRows(trx, store.dialect, table, [key]);
    return stored && { stored, row: stored };
  }

  async function change<T extends EventTable>(
    table: T,
    key: EventKey<T>,
    next: (row: Row) => Row | null,
  ): Promise<void> {
    const found = await lookUp(table, key);
    const name = nameOf(table, key);
    if (!found?.row) throw new Error(`the index has no row ${name} in ${table}`);
    remember(table, name, found.row);
    hold(table, name, { stored: found.stored, row: next(found.row) });
  }

  function hold(table: EventTable, name: string, change: Change): void {
    const changes = changesOf(table);
    if (!changes.has(name)) heldRows += 1;
    changes.set(name, change);
  }

  async function flush(): Promise<void> {
    for (const [table, changes] of held) {
      await applyChanges(trx, store, table, [...changes.values()]);
    }
    held.clear();
    heldRows = 0;
    await append(trx, store, "undo", undo.splice(0));
    await append(
      trx,
      store,
      "blocks",
      headers.splice(0).map((header) => ({ ...header, undo: 1 })),
    );
  }

  return {
    async enter(block, options) {
      if (heldRows >= HELD_ROWS) await flush();
      current = { block: block.number, undo: options.undo };
      remembered.clear();
      if (options.undo) headers.push(block);
    },
    insert(table, row) {
      const name = nameOf(table, row as never);
      const known = changesOf(table).get(name);
      if (known?.row) throw new Error(`the index already has the row ${name} in ${table}`);
      remember(table, name, null);
      hold(table, name, { stored: known?.stored ?? null, row: storableRow(row) });
    },
    async find(table, key) {
      const found = await lookUp(table, key);
      return found?.row ? { ...(found.row as EventTables[typeof table]) } : undefined;
    },
    async update(table, key, patch) {
      const columns: readonly string[] = EVENT_KEYS[table];
      const fixed = Object.keys(patch).find((column) => columns.includes(column));
      if (fixed) throw new Error(`${fixed} names a row of ${table} and cannot be updated`);
      await change(table, key, (row) => ({ ...row, ...storableRow(patch) }));
    },
    remove: (table, key) => change(table, key, () => null),
    async settled() {
      await flush();
      return trx;
    },
    flush,
  };
}

function nameOf<T extends EventTable>(table: T, key: EventKey<T>): string {
  return JSON.stringify(keyOf(table, storableRow(key)));
}

async function append(
  trx: Executor,
  { dialect }: IndexStore,
  table: "undo" | "blocks",
  rows: readonly object[],
): Promise<void> {
  if (rows.length === 0) return;
  const columns = Object.keys(rows[0] ?? {});
  const names = sql.join(columns.map((column) => sql.ref(column)));
  await sql`insert into ${sql.table(table)} (${names})
    select ${names} from ${dialect.rows(table, columns, rows)} as r`.execute(trx);
}
