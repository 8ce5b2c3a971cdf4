import { catalogueTreeOf, noCitation } from "../../../server/domain/merkle.ts";
import type { CatalogueMessage } from "../../contracts/support/catalogues.ts";
import { sign, ZERO } from "../../contracts/support/documents.ts";
import { placeOf } from "../../contracts/support/ledger.ts";
import {
  type Context,
  type Move,
  type SignedCatalogue,
  someDeadline,
  someNonce,
  someSender,
} from "../context.ts";
import { signatureFaults } from "../model.ts";
import { recorded, someWorkMessage, workFaults } from "./registration.ts";

const MOST_WORKS = 9;

/** A catalogue that somebody signs; the hostile actor signs some in the names of others. */
async function newCatalogue(context: Context): Promise<SignedCatalogue> {
  const { random, ledger } = context;
  const registrant = random.pick(context.actors);
  const list = Array.from({ length: random.int(1, MOST_WORKS) }, () => someWorkMessage(context));
  // Sometimes a work stands in it twice.
  const works = random.oneIn(4) ? [...list, random.pick(list)] : list;
  const tree = catalogueTreeOf(works);
  const message: CatalogueMessage = {
    registrant: registrant.address,
    name: "catalogue",
    works: String(works.length),
    root: tree.root,
    deposit: ZERO,
    nonce: String(someNonce(context, "works", registrant.address)),
    deadline: someDeadline(context),
  };
  const by = random.oneIn(10) ? ledger.stranger : registrant;
  const signature = await sign(by, "Catalogue", message, placeOf(ledger, "works"));
  const catalogue = { message, signature, works, tree, by };
  context.catalogues.push(catalogue);
  return catalogue;
}

/** Somebody submits a batch of a catalogue, an old or a new one, whether or not it was submitted before. */
export async function batch(context: Context): Promise<Move> {
  const { random, model, ledger, catalogues } = context;
  const old = catalogues.length > 0 && random.oneIn(2);
  const catalogue = old ? random.pick(catalogues) : await newCatalogue(context);
  const { message, signature, works, tree, by } = catalogue;
  const sender = someSender(context, message.registrant);
  const start = random.int(0, works.length - 1);
  const end = random.int(start + 1, works.length);
  const chosen = works.slice(start, end);
  const forged = random.oneIn(20);
  const submitted = forged ? chosen.map((work) => ({ ...work, title: `${work.title}!` })) : chosen;
  const signed = {
    signer: message.registrant,
    nonce: BigInt(message.nonce),
    deadline: BigInt(message.deadline),
    by: by.address,
    intact: true,
  };
  const fresh = submitted.filter(
    ({ fingerprint }, i) =>
      !model.works.has(fingerprint) && submitted.findIndex((work) => work.fingerprint === fingerprint) === i,
  );
  const faults = signatureFaults(model, "works", signed, sender.address, await context.now());
  if (forged) faults.push("WorkRegistry__NotInCatalogue");
  faults.push(...fresh.flatMap(workFaults));
  const call = [message, signature, submitted, tree.prove(start, end), noCitation] as const;
  return {
    name: `works ${start} to ${end} of the catalogue ${tree.root} of ${message.registrant}`,
    sender,
    to: await ledger.works.getAddress(),
    data: ledger.works.interface.encodeFunctionData("registerBatch", [...call]),
    faults,
    apply(at) {
      for (const work of fresh) model.works.set(work.fingerprint, recorded(work, message.registrant, at, at));
    },
  };
}
