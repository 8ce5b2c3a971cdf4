import { expect } from "chai";
import { getBytes, hexlify, Signature, type Wallet } from "ethers";
import { describe, it } from "mocha";
import type { TypedDocument } from "../../../../server/domain/documents.ts";
import {
  type DocumentDraft,
  type DocumentView,
  execute,
  perform,
  prepare,
  signatureOf,
  submit,
  typedDataOf,
} from "../../support/documents.ts";
import { demo, stranger } from "../../support/people.ts";
import { expectProblem } from "../../support/problems.ts";
import { PATIENCE, theProduct } from "../../support/product.ts";
import { stateOf } from "../../support/state.ts";
import { aWork } from "../../support/works.ts";

const CURVE_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

const registration = (registrant: { address: string }): DocumentDraft => ({
  type: "Registration",
  content: { registrant: registrant.address, work: aWork() },
});

type Forger = (document: DocumentView, signer: Wallet) => Promise<{ party?: string; signature: string }>;

/** Signs the document after a change to what a wallet was asked to sign. */
function changed(change: (typed: TypedDocument) => TypedDocument): Forger {
  return async (document, signer) => {
    const { domain, types, message } = change(typedDataOf(document, signer.address));
    return { signature: await signer.signTypedData(domain, types, { ...message }) };
  };
}

/** Writes the right signature in another way. */
function rewritten(rewrite: (signature: Signature) => string): Forger {
  return async (document, signer) => {
    const { signature } = await signatureOf(document, signer);
    return { signature: rewrite(Signature.from(signature)) };
  };
}

/** Of the two signatures that a key can make over a hash, the one that ledgers refuse: s in the upper half. */
function withHighS({ r, s, v }: Signature): string {
  const high = (CURVE_ORDER - BigInt(s)).toString(16).padStart(64, "0");
  return `${r}${high}${v === 27 ? "1c" : "1b"}`;
}

const other = stranger();

const forgeries: [what: string, forger: Forger, status: number, code: string][] = [
  [
    "by another key",
    async (document, signer) => signatureOf(document, other, signer.address),
    422,
    "bad-signature",
  ],
  [
    "by somebody who is no party",
    async (document, signer) => {
      const { signature } = await signatureOf(document, other, signer.address);
      return { party: other.address, signature };
    },
    422,
    "not-a-party",
  ],
  [
    "for another chain",
    changed((typed) => ({ ...typed, domain: { ...typed.domain, chainId: 1 } })),
    422,
    "bad-signature",
  ],
  [
    "for another contract",
    changed((typed) => ({ ...typed, domain: { ...typed.domain, verifyingContract: other.address } })),
    422,
    "bad-signature",
  ],
  [
    "for a contract of another name",
    changed((typed) => ({ ...typed, domain: { ...typed.domain, name: "Copyright Ledger Evidence" } })),
    422,
    "bad-signature",
  ],
  [
    "for another version of the contract",
    changed((typed) => ({ ...typed, domain: { ...typed.domain, version: "2" } })),
    422,
    "bad-signature",
  ],
  [
    "over another nonce",
    changed((typed) => ({ ...typed, message: { ...typed.message, nonce: "99" } })),
    422,
    "bad-signature",
  ],
  [
    "over another deadline",
    changed((typed) => ({ ...typed, message: { ...typed.message, deadline: "4102444800" } })),
    422,
    "bad-signature",
  ],
  [
    "over the work under another title",
    changed((typed) => {
      const work = { ...(typed.message.work as Record<string, string>), title: "別的" };
      return { ...typed, message: { ...typed.message, work } };
    }),
    422,
    "bad-signature",
  ],
  ["with s in the upper half (malleable)", rewritten(withHighS), 422, "bad-signature"],
  ["in the short form of 64 bytes (EIP-2098)", rewritten((it) => it.compactSerialized), 422, "bad-signature"],
  ["with a byte after it", rewritten((it) => `${it.serialized}00`), 422, "bad-signature"],
  [
    "with v counted from 0",
    rewritten(({ r, s, yParity }) => `${r}${s.slice(2)}0${yParity}`),
    422,
    "bad-signature",
  ],
  ["of zeros", async () => ({ signature: `0x${"00".repeat(65)}` }), 422, "bad-signature"],
  ["of nothing", async () => ({ signature: "0x" }), 422, "bad-signature"],
  ["that is no hex", async () => ({ signature: "0xzz" }), 422, "invalid-input"],
  ["with half a byte", async () => ({ signature: "0x123" }), 422, "invalid-input"],
  ["of more than 4096 bytes", async () => ({ signature: `0x${"11".repeat(4097)}` }), 422, "invalid-input"],
  [
    "by a text (EIP-191) in place of typed data",
    async (document, signer) => ({ signature: await signer.signMessage(getBytes(document.id)) }),
    422,
    "bad-signature",
  ],
];

describe("A signature that is not the party's over the document", function () {
  this.timeout(PATIENCE);

  for (const [what, forger, status, code] of forgeries) {
    it(`is refused ${what}, and nothing has changed`, async () => {
      const product = await theProduct();
      const signer = stranger();
      const document = await prepare(product, registration(signer));
      const { party = signer.address, signature } = await forger(document, signer);
      const before = await stateOf(product);
      expectProblem(await submit(product, document, { party, signature }), status, code);
      expect(await stateOf(product)).to.deep.equal(before);
    });
  }

  it("is refused when it was made for another document", async () => {
    const product = await theProduct();
    const signer = stranger();
    const [first, second] = [
      await prepare(product, registration(signer)),
      await prepare(product, registration(signer)),
    ];
    const replayed = await signatureOf(first, signer);
    const before = await stateOf(product);
    expectProblem(await submit(product, second, replayed), 422, "bad-signature");
    expect(await stateOf(product)).to.deep.equal(before);
  });

  it("spoils a good one that came in the same request", async () => {
    const product = await theProduct();
    const signer = stranger();
    const document = await prepare(product, registration(signer));
    const before = await stateOf(product);
    const good = await signatureOf(document, signer);
    const bad = { party: signer.address, signature: hexlify(new Uint8Array(65)) };
    expectProblem(await submit(product, document, good, bad), 422, "bad-signature");
    expect(await stateOf(product)).to.deep.equal(before);
  });
});

describe("A signature that has done its work", function () {
  this.timeout(PATIENCE);

  it("does nothing when it is sent again", async () => {
    const product = await theProduct();
    const signer = stranger();
    const document = await prepare(product, registration(signer));
    await execute(product, document, signer);
    const before = await stateOf(product);
    const { status, body } = await submit(product, document, await signatureOf(document, signer));
    expect(status).to.equal(202);
    expect(body.state).to.equal("executed");
    expect(await stateOf(product)).to.deep.equal(before);
  });

  it("is still checked: another key's is refused", async () => {
    const product = await theProduct();
    const signer = stranger();
    const document = await perform(product, registration(signer), signer);
    const forged = await signatureOf(document, demo("agent"), signer.address);
    expectProblem(await submit(product, document, forged), 422, "bad-signature");
  });
});
