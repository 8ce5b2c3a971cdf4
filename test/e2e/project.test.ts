import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { expect } from "chai";
import { describe, it } from "mocha";

const root = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");

interface Entry {
  version?: string;
  optionalDependencies?: Record<string, string>;
}

describe("the project", () => {
  it("has every test in a file that is run: in a .test.ts, or imported by one", () => {
    const tests = join(root, "test");
    const files = readdirSync(tests, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".ts"))
      .map((path) => join(tests, path));
    const imported = new Set(
      files.flatMap((file) =>
        [...readFileSync(file, "utf8").matchAll(/(?:from|import) ["'](\.[^"']+)["']/g)].map(([, path = ""]) =>
          resolve(dirname(file), path),
        ),
      ),
    );
    const neverRun = files.filter(
      (file) =>
        !file.endsWith(".test.ts") &&
        !imported.has(file) &&
        /^\s*(describe|it)\(/m.test(readFileSync(file, "utf8")),
    );
    expect(neverRun).to.deep.equal([]);
  });

  it("has a lockfile that names the packages of all platforms, without which `npm ci` refuses it", () => {
    const packages: Record<string, Entry> = JSON.parse(read("package-lock.json")).packages;
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => !(`${path}/node_modules/${name}` in packages) && !(`node_modules/${name}` in packages),
      ),
    );
    expect(missing).to.deep.equal([]);
  });

  it("names exact versions, the same in package.json and in the lockfile", () => {
    const { dependencies, devDependencies } = JSON.parse(read("package.json"));
    const packages: Record<string, Entry> = JSON.parse(read("package-lock.json")).packages;
    const wanted: Record<string, string> = { ...dependencies, ...devDependencies };
    const locked = Object.keys(wanted).map((name) => [name, packages[`node_modules/${name}`]?.version]);
    expect(Object.fromEntries(locked)).to.deep.equal(wanted);
  });
});
