import { resolve } from "node:path";
import { expect } from "chai";
import { describe, it } from "mocha";
import { type Config, readConfig } from "../../server/config.ts";
import { StartError } from "../../server/database/errors.ts";

const KEY = `0x${"ab".repeat(32)}`;

function refusalOf(variables: Record<string, string>): StartError {
  try {
    readConfig(variables);
  } catch (error) {
    expect(error).to.be.instanceOf(StartError);
    return error as StartError;
  }
  return expect.fail("the configuration was not refused");
}

describe("The configuration", () => {
  it("without a variable, is the embedded product on this machine alone", () => {
    expect(readConfig({})).to.deep.equal({
      port: 8080,
      host: "127.0.0.1",
      publicUrl: undefined,
      dataDirectory: resolve(".data"),
      databaseUrl: undefined,
      ipfsApiUrl: undefined,
      rpcUrl: undefined,
      relayerKey: undefined,
      agreementKey: undefined,
      deploymentsDirectory: resolve(".data/deployments"),
      confirmations: 32,
      requestsPerMinute: 6000,
      logLevel: "warn",
    } satisfies Config);
  });

  const taken: [variables: Record<string, string>, config: Partial<Config>][] = [
    [{ PORT: "0" }, { port: 0 }],
    [{ PORT: "65535" }, { port: 65_535 }],
    [{ HOST: "::1" }, { host: "::1" }],
    [{ PUBLIC_URL: "https://ledger.example.org" }, { publicUrl: "https://ledger.example.org" }],
    [
      { DATA_DIR: "/srv/ledger" },
      { dataDirectory: "/srv/ledger", deploymentsDirectory: "/srv/ledger/deployments" },
    ],
    [{ DEPLOYMENTS_DIR: "/etc/ledger" }, { deploymentsDirectory: "/etc/ledger" }],
    [{ DATABASE_URL: "postgres://u:p@db/ledger" }, { databaseUrl: "postgres://u:p@db/ledger" }],
    [{ DATABASE_URL: "postgresql:///ledger" }, { databaseUrl: "postgresql:///ledger" }],
    [{ IPFS_API_URL: "http://127.0.0.1:5001" }, { ipfsApiUrl: "http://127.0.0.1:5001" }],
    [
      { RPC_URL: "https://node.example/v2/x", RELAYER_KEY: KEY },
      { rpcUrl: "https://node.example/v2/x", relayerKey: KEY },
    ],
    [{ AGREEMENT_KEY: KEY }, { agreementKey: KEY }],
    [{ CONFIRMATIONS: "0" }, { confirmations: 0 }],
    [{ REQUESTS_PER_MINUTE: "1" }, { requestsPerMinute: 1 }],
    [{ LOG_LEVEL: "silent" }, { logLevel: "silent" }],
  ];
  for (const [variables, config] of taken) {
    it(`takes ${Object.entries(variables).join(" and ").replaceAll(",", "=")}`, () => {
      expect(readConfig(variables)).to.deep.include(config);
    });
  }

  it("takes a variable that is set to nothing for one that is not set", () => {
    const names = Object.keys(readConfig({}));
    expect(names).not.to.deep.equal([]);
    const empty = { PORT: "", HOST: "", DATABASE_URL: "", RPC_URL: "", RELAYER_KEY: "", LOG_LEVEL: "" };
    expect(readConfig(empty)).to.deep.equal(readConfig({}));
  });

  it("passes over what is not its own", () => {
    expect(readConfig({ PATH: "/bin", HOME: "/root" })).to.deep.equal(readConfig({}));
  });

  const refused: [name: string, value: string, words: RegExp][] = [
    ["PORT", "http", /0 to 65535/],
    ["PORT", "-1", /0 to 65535/],
    ["PORT", "65536", /0 to 65535/],
    ["PORT", "80.5", /0 to 65535/],
    ["PORT", "8e3", /0 to 65535/],
    ["HOST", "my host", /a name or an IP address/],
    ["PUBLIC_URL", "ledger.example.org", /http\(s\):\/\//],
    ["PUBLIC_URL", "ftp://ledger.example.org", /http\(s\):\/\//],
    ["DATA_DIR", " ", /give its path/],
    ["DEPLOYMENTS_DIR", "\t", /give its path/],
    ["DATABASE_URL", "mysql://ledger@db/ledger", /postgresql:\/\//],
    ["DATABASE_URL", "ledger", /postgresql:\/\//],
    ["IPFS_API_URL", "/ip4/127.0.0.1/tcp/5001", /http\(s\):\/\//],
    ["RPC_URL", "ws://127.0.0.1:8546", /http\(s\):\/\//],
    ["RELAYER_KEY", "ab".repeat(32), /0x and 64 hex digits/],
    ["RELAYER_KEY", `${KEY}00`, /0x and 64 hex digits/],
    ["RELAYER_KEY", `0x${"00".repeat(32)}`, /range of secp256k1/],
    ["RELAYER_KEY", `0x${"ff".repeat(32)}`, /range of secp256k1/],
    ["CONFIRMATIONS", "10001", /0 to 10000/],
    ["CONFIRMATIONS", "a few", /0 to 10000/],
    ["REQUESTS_PER_MINUTE", "0", /from 1/],
    ["LOG_LEVEL", "loud", /fatal, error, warn/],
  ];
  for (const [name, value, words] of refused) {
    it(`refuses ${name}=${JSON.stringify(value)} in a sentence that names it and says what to write`, () => {
      const { message } = refusalOf({ [name]: value });
      expect(message)
        .to.match(new RegExp(`^${name} [^\\n]+\\.$`))
        .and.match(words);
    });
  }

  it("refuses a node without the key of who submits to it", () => {
    expect(refusalOf({ RPC_URL: "http://127.0.0.1:8545" }).message).to.match(
      /RELAYER_KEY is not: set it|set RELAYER_KEY/,
    );
  });

  it("names each variable that is wrong, one a line", () => {
    const { message } = refusalOf({ PORT: "x", LOG_LEVEL: "y" });
    expect(message.split("\n").map((line) => line.split(" ")[0])).to.deep.equal(["PORT", "LOG_LEVEL"]);
  });

  it("never repeats what may be secret", () => {
    const secrets = { RELAYER_KEY: "0xgeheim", DATABASE_URL: "mysql://u:geheim@db", RPC_URL: "ws://geheim" };
    for (const [name, value] of Object.entries(secrets)) {
      expect(refusalOf({ [name]: value }).message).not.to.contain("geheim");
    }
  });
});
