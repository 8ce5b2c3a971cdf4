import { indexTables } from "./0001-index.ts";
import { applicationTables } from "./0002-application.ts";
import { searchIndex } from "./0003-search.ts";
import { agreementTables } from "./0004-agreements.ts";
import { recordColumn } from "./0005-records.ts";
import type { Migration } from "./migration.ts";

/** All migrations in the order they run. */
export const MIGRATIONS: readonly Migration[] = [
  indexTables,
  applicationTables,
  searchIndex,
  agreementTables,
  recordColumn,
];
