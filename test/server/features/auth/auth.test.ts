import { expect } from "chai";
import type { Wallet } from "ethers";
import { before, describe, it } from "mocha";
import { SiweMessage } from "siwe";
import type { Answer } from "../../support/api.ts";
import { deployFaultyWallet, deployWallet } from "../../support/contract-wallets.ts";
import { stranger } from "../../support/people.ts";
import { expectProblem } from "../../support/problems.ts";
import { PATIENCE, startTestProduct, type TestProduct, theProduct } from "../../support/product.ts";
import { sendRaw } from "../../support/raw.ts";
import { stateOf } from "../../support/state.ts";

const CHAIN_ID = 31_337;

interface Session {
  readonly account: string;
  readonly expiresAt: string;
  readonly token: string;
}
type Changes = Partial<SiweMessage>;

async function freshNonce({ api }: TestProduct): Promise<string> {
  const { status, body } = await api.call<{ nonce: string }>("/auth/nonce", { method: "POST" });
  expect(status).to.equal(201);
  return body.nonce;
}

/** The text that a wallet would show, as the page at the product's own address asks for it. */
async function messageFor(product: TestProduct, address: string, changes: Changes = {}): Promise<string> {
  const { host, origin } = new URL(product.url);
  return new SiweMessage({
    domain: host,
    uri: origin,
    address,
    version: "1",
    chainId: CHAIN_ID,
    nonce: await freshNonce(product),
    statement: "Sign in to the Copyright Ledger",
    ...changes,
  }).prepareMessage();
}

async function signIn(
  product: TestProduct,
  key: Wallet,
  changes: Changes = {},
  account = key.address,
): Promise<Answer<Session>> {
  const message = await messageFor(product, account, changes);
  const signature = await key.signMessage(message);
  return product.api.post<Session>("/auth/session", { message, signature });
}

function bearer(token: string): { headers: Record<string, string> } {
  return { headers: { authorization: `Bearer ${token}` } };
}

describe("Signing in with an Ethereum account", function () {
  this.timeout(PATIENCE);
  let product: TestProduct;
  before(async () => {
    product = await theProduct();
  });

  it("gives a session for the account, until it signs out", async () => {
    const key = stranger();
    const { status, body } = await signIn(product, key);
    expect(status).to.equal(201);
    expect(body.account).to.equal(key.address);
    expect(Date.parse(body.expiresAt)).to.be.above(Date.now());

    const session = await product.api.get<Session>("/auth/session", bearer(body.token));
    expect(session.body).to.deep.equal({ account: key.address, expiresAt: body.expiresAt });
    const out = await product.api.call("/auth/session", { method: "DELETE", ...bearer(body.token) });
    expect([out.status, out.body]).to.deep.equal([200, { signedOut: true }]);
    expectProblem(await product.api.get("/auth/session", bearer(body.token)), 401, "sign-in-needed");
    const again = await product.api.call("/auth/session", { method: "DELETE", ...bearer(body.token) });
    expectProblem(again, 401, "sign-in-needed");
  });

  it("leaves the other sessions of the account when one is ended", async () => {
    const key = stranger();
    const [first, second] = [await signIn(product, key), await signIn(product, key)];
    await product.api.call("/auth/session", { method: "DELETE", ...bearer(first.body.token) });
    const { status } = await product.api.get("/auth/session", bearer(second.body.token));
    expect(status).to.equal(200);
  });

  it("works under each name of this machine", async () => {
    const { port } = new URL(product.url);
    for (const domain of [`localhost:${port}`, `LOCALHOST:${port}`, `127.0.0.1:${port}`]) {
      expect((await signIn(product, stranger(), { domain })).status, domain).to.equal(201);
    }
  });

  it("lets a contract wallet in by the key that it stands for (ERC-1271)", async () => {
    const key = stranger();
    const wallet = await deployWallet(product, key);
    const { status, body } = await signIn(product, key, {}, wallet);
    expect(status).to.equal(201);
    expect(body.account).to.equal(wallet);
    expectProblem(await signIn(product, stranger(), {}, wallet), 401, "bad-signature");
  });

  it("does not let in a contract that answers anything but yes", async () => {
    const fault = "answers with the right four bytes and garbage behind them";
    const wallet = await deployFaultyWallet(product, fault);
    expectProblem(await signIn(product, stranger(), {}, wallet), 401, "bad-signature");
  });

  const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();
  const refusals: [what: string, changes: () => Changes, code: string][] = [
    ["for another domain", () => ({ domain: "ledger.example.org" }), "wrong-domain"],
    ["for another port", () => ({ domain: "127.0.0.1:1" }), "wrong-domain"],
    ["for another chain", () => ({ chainId: 1 }), "wrong-chain"],
    ["that has expired", () => ({ expirationTime: ago(1) }), "message-expired"],
    ["that is not valid yet", () => ({ notBefore: ago(-3600) }), "message-not-yet-valid"],
    ["with a nonce that was never given out", () => ({ nonce: "abcdefgh12345678" }), "nonce-unknown"],
  ];
  for (const [what, changes, code] of refusals) {
    it(`refuses a message ${what}`, async () => {
      const { sessions } = await stateOf(product);
      expectProblem(await signIn(product, stranger(), changes()), 401, code);
      expect((await stateOf(product)).sessions).to.equal(sessions);
    });
  }

  it("refuses a message for another page, whatever Host its relay claims to be", async () => {
    const key = stranger();
    const message = await messageFor(product, key.address, { domain: "phishing.example" });
    const signature = await key.signMessage(message);
    const body = JSON.stringify({ message, signature });
    const head = [
      "POST /api/v1/auth/session HTTP/1.1",
      "Host: phishing.example",
      "Content-Type: application/json",
      `Content-Length: ${Buffer.byteLength(body)}`,
    ];
    expectProblem(await sendRaw(product.url, head, body), 401, "wrong-domain");
  });

  it("takes each nonce once", async () => {
    const key = stranger();
    const message = await messageFor(product, key.address);
    const signature = await key.signMessage(message);
    const submit = () => product.api.post<Session>("/auth/session", { message, signature });
    const answers = await Promise.all([submit(), submit(), submit()]);
    expect(answers.map(({ status }) => status).toSorted()).to.deep.equal([201, 401, 401]);
    expectProblem(await submit(), 401, "nonce-unknown");
  });

  it("leaves the nonce of a message that somebody else signed to its owner", async () => {
    const [key, thief] = [stranger(), stranger()];
    const message = await messageFor(product, key.address);
    const forged = await thief.signMessage(message);
    expectProblem(
      await product.api.post("/auth/session", { message, signature: forged }),
      401,
      "bad-signature",
    );
    const signature = await key.signMessage(message);
    expect((await product.api.post("/auth/session", { message, signature })).status).to.equal(201);
  });

  it("refuses what is no such message", async () => {
    for (const message of ["hello", "127.0.0.1 wants you to sign in", "\u0000"]) {
      const signature = await stranger().signMessage(message);
      expectProblem(
        await product.api.post("/auth/session", { message, signature }),
        422,
        "malformed-message",
      );
    }
  });

  it("does not know a session by a token that is none", async () => {
    for (const authorization of [
      "",
      "Bearer",
      "Bearer x",
      `Bearer ${"a".repeat(43)}`,
      `Basic ${"a".repeat(43)}`,
      `Bearer ' or '1'='1`,
    ]) {
      const answer = await product.api.get("/auth/session", { headers: { authorization } });
      expectProblem(answer, 401, "sign-in-needed");
    }
    expectProblem(await product.api.get("/auth/session"), 401, "sign-in-needed");
  });
});

describe("Signing in where people reach the ledger by another address", function () {
  this.timeout(PATIENCE);

  it("takes messages for PUBLIC_URL and for no other", async () => {
    const product = await startTestProduct({ PUBLIC_URL: "https://ledger.example.org/" });
    try {
      const domain = "ledger.example.org";
      expect((await signIn(product, stranger(), { domain })).status).to.equal(201);
      expectProblem(await signIn(product, stranger()), 401, "wrong-domain");
    } finally {
      await product.stop();
    }
  });
});
