import { IDocuments__factory } from "../../../typechain-types/index.ts";
import { type Context, type Move, signedDocument, someDeadline, someNonce, someSender } from "../context.ts";
import { epochOf, nonceFaults, signatureFaults, spend } from "../model.ts";
import { type Place, signerKey } from "../state.ts";

const documents = IDocuments__factory.createInterface();

/** What both ways of cancelling have in common. */
function start(context: Context) {
  const { random, ledger } = context;
  const place: Place = random.oneIn(4) ? "evidence" : "works";
  const signer = random.pick(context.actors).address;
  const nonce = String(someNonce(context, place, signer));
  const header = { place, signer, nonce, deadline: someDeadline(context) };
  const to = ledger.deployment.contracts[place];
  return { place, signer, nonce, header, to, sender: someSender(context, signer) };
}

/** Somebody cancels one nonce: one of a document that lies ready, one that is spent, its own, or any other. */
export async function cancellation(context: Context): Promise<Move> {
  const { random, model } = context;
  const { place, signer, nonce, header, to, sender } = start(context);
  const ready = context.catalogues.filter(
    ({ message }) => message.registrant === signer && place === "works",
  );
  const cancelled = random.oneIn(10)
    ? nonce
    : ready.length > 0 && random.oneIn(2)
      ? random.pick(ready).message.nonce
      : String(someNonce(context, place, signer));
  const message = { signer, cancelled, nonce, deadline: header.deadline };
  const { signature, signed } = await signedDocument(context, "Cancellation", message, header, sender);
  const faults = [
    ...signatureFaults(model, place, signed, sender.address, await context.now()),
    ...nonceFaults(model, place, signer, BigInt(cancelled)),
  ];
  if (cancelled === nonce) faults.push("Documents__NonceSpent");
  return {
    name: `${signer} cancels ${cancelled} on ${place}`,
    once: true,
    sender,
    to,
    data: documents.encodeFunctionData("cancel", [message, signature]),
    faults,
    apply() {
      spend(model, place, signer, BigInt(nonce));
      spend(model, place, signer, BigInt(cancelled));
    },
  };
}

/** Somebody cancels everything that it signed. */
export async function cancellationOfAll(context: Context): Promise<Move> {
  const { model } = context;
  const { place, signer, nonce, header, to, sender } = start(context);
  const message = { signer, nonce, deadline: header.deadline };
  const { signature, signed } = await signedDocument(context, "CancellationOfAll", message, header, sender);
  return {
    name: `${signer} cancels all on ${place}`,
    once: true,
    sender,
    to,
    data: documents.encodeFunctionData("cancelAll", [message, signature]),
    faults: signatureFaults(model, place, signed, sender.address, await context.now()),
    apply() {
      spend(model, place, signer, BigInt(nonce));
      model.epochs.set(signerKey(place, signer), epochOf(model, place, signer) + 1n);
    },
  };
}
