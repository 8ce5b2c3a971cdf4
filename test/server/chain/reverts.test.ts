import { expect } from "chai";
import { type ErrorFragment, Interface, makeError } from "ethers";
import { describe, it } from "mocha";
import { decodeRevert, revertData } from "../../../server/chain/reverts.ts";
import {
  EvidenceRegistry__factory,
  InstitutionRegistry__factory,
  WorkRegistry__factory,
} from "../../../typechain-types/index.ts";

const factories = [WorkRegistry__factory, EvidenceRegistry__factory, InstitutionRegistry__factory];
const errors = factories
  .flatMap(({ abi }) => new Interface(abi).fragments)
  .filter((fragment): fragment is ErrorFragment => fragment.type === "error");

/** The bytes of an error with some value for each of its parameters. */
function bytesOf(error: ErrorFragment): string {
  const values = error.inputs.map(({ type }) => {
    if (type === "string") return "x";
    if (type === "address") return `0x${"0".repeat(39)}1`;
    return type === "bytes32" ? `0x${"0".repeat(63)}1` : 1;
  });
  return new Interface([error]).encodeErrorResult(error.name, values);
}

describe("a refusal of the contracts", () => {
  it("has a code and a sentence of its own for every error that the ledger declares", () => {
    const declared = errors.filter(({ name }) => name.includes("__"));
    const seen = new Map<string, string>();
    for (const error of declared) {
      const { code, message, values } = decodeRevert(bytesOf(error));
      expect(code).to.match(/^[a-z]+(-[a-z]+)*$/);
      expect(message, error.name).to.match(/^[A-Z].*\.$/);
      expect(message, error.name).to.not.contain("__");
      expect(Object.keys(values)).to.have.length(error.inputs.length);
      expect(seen.get(code) ?? error.name, code).to.equal(error.name);
      seen.set(code, error.name);
    }
    expect(seen.size).to.be.greaterThan(40);
  });

  it("carries the values of the error by name", () => {
    const error = errors.find(({ name }) => name === "WorkRegistry__FingerprintTaken");
    expect(error && decodeRevert(bytesOf(error)).values).to.deep.equal({
      workId: "1",
      holder: `0x${"0".repeat(39)}1`,
    });
  });

  it("is decoded whatever its bytes are", () => {
    for (const data of ["0x", "0x12", "0xdeadbeef", `0xdeadbeef${"00".repeat(40)}`]) {
      expect(decodeRevert(data)).to.deep.equal({
        code: "reverted",
        message: "The contract refused the transaction.",
        values: { data },
      });
    }
    const unknown = errors.find(({ name }) => name === "WorkRegistry__LegalClassUnknown");
    const data = unknown ? bytesOf(unknown).replace("78".padEnd(64, "0"), "ff".padEnd(64, "0")) : "";
    expect(decodeRevert(data)).to.include({ code: "legal-class-unknown" });
  });
});

describe("the bytes of a refusal", () => {
  const data = "0x7f96e4c0";
  const answered = (error: object) => makeError("missing revert data", "UNKNOWN_ERROR", { error } as never);

  it("are found wherever a node or ethers puts them", () => {
    expect(revertData(answered({ code: 3, message: "execution reverted", data }))).to.equal(data);
    expect(revertData(answered({ code: -32000, message: "x", data: { data } }))).to.equal(data);
    expect(revertData({ info: { error: { code: 3, message: "x", data } } })).to.equal(data);
    expect(revertData(Object.assign(new Error("x"), { data }))).to.equal(data);
  });

  it("are none for a revert without a reason, and that it was one is known", () => {
    expect(revertData(answered({ code: 3, message: "execution reverted", data: "0x" }))).to.equal("0x");
    expect(revertData(answered({ code: -32000, message: "execution reverted" }))).to.equal("0x");
  });

  it("are not made of other errors", () => {
    expect(revertData(answered({ code: -32000, message: "insufficient funds" }))).to.equal(undefined);
    expect(revertData(answered({ code: -32005, message: "x", data: "too many" }))).to.equal(undefined);
    expect(revertData(new Error("connect ECONNREFUSED"))).to.equal(undefined);
    for (const nothing of [undefined, null, "0x12345678", 7]) expect(revertData(nothing)).to.equal(undefined);
    const round: { error?: object } = {};
    round.error = round;
    expect(revertData(round)).to.equal(undefined);
  });
});
