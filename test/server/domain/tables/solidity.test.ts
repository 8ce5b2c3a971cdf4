import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { Interface, type InterfaceAbi } from "ethers";
import { after, before, describe, it } from "mocha";
import { tables } from "../../../../server/domain/tables/index.ts";
import { languages } from "../../../../server/domain/tables/languages.ts";

const script = new URL("../../../../scripts/generate-codes.ts", import.meta.url);
const library = new URL("../../../../contracts/libraries/Codes.sol", import.meta.url);

/** Runs the generator; resolves to its exit code. */
async function generate(...options: string[]): Promise<number> {
  const run = promisify(execFile)(process.execPath, ["--import", "tsx", script.pathname, ...options]);
  return run.then(
    () => 0,
    (error: { code: number }) => error.code,
  );
}

describe("generate-codes", function () {
  this.timeout(60_000);

  it("finds the committed library fresh", async () => {
    expect(await generate("--check")).to.equal(0);
  });

  it("finds a library stale that differs by one bit, and then writes it anew", async () => {
    const folder = await mkdtemp(join(tmpdir(), "codes-"));
    try {
      const copy = join(folder, "Codes.sol");
      const text = await readFile(library, "utf8");
      await writeFile(copy, text.replace("0x0001fff0", "0x0001fff1"));
      expect(await generate("--check", copy)).to.equal(1);
      expect(await generate(copy)).to.equal(0);
      expect(await readFile(copy, "utf8")).to.equal(text);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

const HARNESS = `// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;
import {Codes} from "Codes.sol";
contract Harness {
    function legalClass(string calldata code) external view returns (uint256 index, uint256 gas) {
        gas = gasleft();
        index = Codes.legalClass(code);
        gas -= gasleft();
    }
    function tradeClass(string calldata code) external view returns (uint256 index, uint256 gas) {
        gas = gasleft();
        index = Codes.tradeClass(code);
        gas -= gasleft();
    }
    function hashes() external pure returns (bytes32[6] memory) {
        return [Codes.TERRITORIES, Codes.LANGUAGES, Codes.RIGHTS, Codes.FORMATS, Codes.LEGAL_CLASSES, Codes.TRADE_CLASSES];
    }
    function masks() external pure returns (uint256[5] memory) {
        return [Codes.WORLD, Codes.ALL_LANGUAGES, uint256(Codes.ALL_FORMATS), Codes.ECONOMIC_RIGHTS, Codes.RELATED_RIGHTS];
    }
}`;

type Compiler = { compile(input: string): string };
type Compiled = {
  errors?: { formattedMessage: string }[];
  contracts: Record<
    string,
    Record<string, { abi: InterfaceAbi; evm: { deployedBytecode: { object: string } } }>
  >;
};

/** Compiles the committed library with the harness, as the project compiles its contracts. Warnings are errors. */
async function compile() {
  const solc = createRequire(import.meta.url)("solc") as Compiler;
  const input = {
    language: "Solidity",
    sources: {
      "Codes.sol": { content: await readFile(library, "utf8") },
      "Harness.sol": { content: HARNESS },
    },
    settings: {
      optimizer: { enabled: true, runs: 200 },
      evmVersion: "osaka",
      outputSelection: { "*": { "*": ["abi", "evm.deployedBytecode.object"] } },
    },
  };
  const output = JSON.parse(solc.compile(JSON.stringify(input))) as Compiled;
  expect(output.errors?.map(({ formattedMessage }) => formattedMessage) ?? []).to.deep.equal([]);
  const harness = output.contracts["Harness.sol"]?.Harness;
  if (!harness) throw new Error("the harness is not in the compiler's output");
  return harness;
}

describe("Codes.sol", function () {
  this.timeout(60_000);
  const address = "0x00000000000000000000000000000000000c0de5";
  let encode: (method: string, ...values: string[]) => string;
  let callRaw: (method: string, data: string) => Promise<unknown[]>;
  let call: (method: string, ...values: string[]) => Promise<unknown[]>;
  let close: () => Promise<void>;

  before(async () => {
    const { abi, evm } = await compile();
    const harness = new Interface(abi);
    const { createHardhatRuntimeEnvironment } = await import("hardhat/hre");
    const environment = await createHardhatRuntimeEnvironment({});
    const { provider, ...connection } = await environment.network.create();
    close = () => connection.close();
    const code = `0x${evm.deployedBytecode.object}`;
    await provider.request({ method: "hardhat_setCode", params: [address, code] });
    call = async (method, ...values) => callRaw(method, encode(method, ...values));
    callRaw = async (method, data) => {
      const answer = await provider.request({
        method: "eth_call",
        params: [{ to: address, data }, "latest"],
      });
      return [...harness.decodeFunctionResult(method, answer as string)];
    };
    encode = (method, ...values) => harness.encodeFunctionData(method, values);
  });

  after(() => close());

  it("carries the hashes and masks of the tables", async () => {
    const { territories, formats, rights } = tables;
    const [hashes] = await call("hashes");
    expect([...(hashes as string[])]).to.deep.equal(Object.values(tables).map(({ hash }) => hash));
    const [masks] = await call("masks");
    const items = (from: number, to: number) => rights.codes.slice(from - 1, to);
    expect([...(masks as bigint[])]).to.deep.equal([
      territories.all,
      languages.all,
      formats.all,
      rights.mask(items(5, 17)),
      rights.mask(items(18, 31)),
    ]);
  });

  const strange = ["", " ", "\0", "𠀀", "x".repeat(31), "x".repeat(32), "x".repeat(1000)];

  for (const [method, table] of [
    ["legalClass", tables.legalClasses],
    ["tradeClass", tables.tradeClasses],
  ] as const) {
    it(`${method} finds the number of every code, in 350 gas at most`, async () => {
      for (const code of table.codes) {
        const [index, gas] = await call(method, code);
        expect(index, code).to.equal(BigInt(table.index(code)));
        expect(Number(gas), code).to.be.at.most(350);
      }
    });

    it(`${method} answers 0 to everything else, a code with one character more, less or other among it`, async () => {
      const near = table.codes.flatMap((code) => [
        code.slice(0, -1),
        code.slice(1),
        `${code}\0`,
        `${code} `,
        `${code}${"\0".repeat(32 - code.length)}`,
        `${code}${"\0".repeat(256)}`,
        code === code.toUpperCase() ? code.toLowerCase() : code.toUpperCase(),
        ...[...code].map((_, at) => replaced(code, at, 1)),
        ...[...code].map((_, at) => replaced(code, at, -1)),
      ]);
      for (const text of [...near, ...strange]) {
        if (table.has(text)) continue;
        expect((await call(method, text))[0], JSON.stringify(text)).to.equal(0n);
      }
    });
  }

  it("legalClass finds a common class in 250 gas", async () => {
    for (const code of ["written", "fine-art", "photographic"]) {
      expect(Number((await call("legalClass", code))[1]), code).to.be.at.most(250);
    }
  });

  it("tradeClass answers 0 to every other letter and two characters around the digits", async () => {
    for (const letter of "@ABCDEFGHIJKLMNOPQRSTUVWXYZ[abcpx") {
      for (const rest of [
        "00",
        "01",
        "05",
        "06",
        "09",
        "10",
        "13",
        "14",
        "98",
        "99",
        "0:",
        "1/",
        "/9",
        ":1",
        "0\0",
      ]) {
        const code = letter + rest;
        const expected = tables.tradeClasses.has(code) ? tables.tradeClasses.index(code) : 0;
        expect((await call("tradeClass", code))[0], JSON.stringify(code)).to.equal(BigInt(expected));
      }
    }
  });

  it("ignores what stands behind a text in the calldata", async () => {
    for (const [method, code] of [
      ["legalClass", "written"],
      ["tradeClass", "P03"],
    ] as const) {
      const dirty = encode(method, code).replace(/0+$/, (padding) => "f".repeat(padding.length));
      expect((await callRaw(method, dirty))[0]).to.equal((await call(method, code))[0]);
    }
  });
});

function replaced(code: string, at: number, by: number): string {
  return code.slice(0, at) + String.fromCharCode(code.charCodeAt(at) + by) + code.slice(at + 1);
}
