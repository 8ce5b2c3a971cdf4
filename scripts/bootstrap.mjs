#!/usr/bin/env node
/**
 * Sets the project up and runs one of its programs under the Node version that package.json pins:
 * `node scripts/bootstrap.mjs start`. It needs nothing but Node 20 or newer and npm. Everything past
 * this file is imported late, so that an older Node can still read the sentence below.
 */
const oldest = 20;

if (Number.parseInt(process.versions.node, 10) < oldest) {
  process.stderr.write(
    `This is Node ${process.versions.node}, and the project needs Node ${oldest} or newer: ` +
      "install a current release and run the command again.\n",
  );
  process.exitCode = 1;
} else {
  const { main } = await import("./bootstrap/main.mjs");
  await main(process.argv.slice(2));
}
