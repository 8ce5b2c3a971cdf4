import { newFolder } from "../database/support.ts";
import { describeIndexer } from "./indexer/behaviour.ts";

describeIndexer("the embedded SQLite", newFolder);
