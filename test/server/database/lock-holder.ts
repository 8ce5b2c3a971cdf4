import { lockFolder } from "../../../server/database/folder-lock.ts";

/** Holds the folder named by its argument until it is killed. */
lockFolder(process.argv[2] ?? "");
process.stdout.write("holding\n");
setInterval(() => {}, 60_000);
