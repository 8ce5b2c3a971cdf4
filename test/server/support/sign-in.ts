import { expect } from "chai";
import type { Wallet } from "ethers";
import { SiweMessage } from "siwe";
import type { TestProduct } from "./product.ts";

/** Signs in with a key. @returns the headers by which further requests are this account's */
export async function signInAs({ api, url }: TestProduct, key: Wallet): Promise<Record<string, string>> {
  const { nonce } = (await api.call<{ nonce: string }>("/auth/nonce", { method: "POST" })).body;
  const { host, origin } = new URL(url);
  const message = new SiweMessage({
    ...{ domain: host, uri: origin, address: key.address, version: "1", chainId: 31_337, nonce },
  }).prepareMessage();
  const signature = await key.signMessage(message);
  const answer = await api.post<{ token: string }>("/auth/session", { message, signature });
  expect(answer.status, answer.text).to.equal(201);
  return { authorization: `Bearer ${answer.body.token}` };
}
