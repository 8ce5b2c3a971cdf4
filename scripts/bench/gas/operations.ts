import { noCitation } from "../../../server/domain/merkle.ts";
import {
  accreditationOf,
  attestationOf,
  BATCH,
  catalogueOf,
  depositOf,
  digestOf,
  type LargeCatalogue,
  ownersOf,
  registrationOf,
  workNamed,
} from "./data.ts";
import type { Scene } from "./scene.ts";
import { DEADLINE, gasOf, type Party, type Stage } from "./stage.ts";

/** What one act costs, relayed with a signature or called by its signer itself. */
export interface Operation {
  /** `gas.<act>`; the direct call has `.direct` behind it. */
  readonly key: string;
  /** The most that it may cost, where that is set. */
  readonly budget?: number;
  /** Which part of the transaction's gas the figure is: a batch is counted by the work. */
  readonly per?: number;
  run(scene: Scene, sender: Party, sign: Signing): Promise<number>;
}

/** The signature of a document, or none where its signer calls. */
export type Signing = Stage["sign"];

function register(others: (stage: Stage) => Party[], citing: boolean): Operation["run"] {
  return async ({ stage, deposited, deposit }, sender, sign) => {
    const { publisher } = stage;
    const work = citing ? (deposited.works[0] ?? workNamed("none")) : workNamed("one more");
    const parties = others(stage);
    const message = registrationOf(stage, publisher, work, parties, citing ? deposit.root : undefined);
    const signature = await sign(publisher, "works", "Registration", message);
    const consents = await Promise.all(parties.map((party) => stage.consent(party, "Registration", message)));
    const citation = citing ? deposit.cite(0, 1) : noCitation;
    return gasOf(stage.works(sender).register(message, signature, consents, citation));
  };
}

/** The second batch of a catalogue: the first one stands already. */
function batch(of: (scene: Scene) => LargeCatalogue, citing: boolean): Operation["run"] {
  return async (scene, sender, sign) => {
    const { stage, deposit } = scene;
    const catalogue = of(scene);
    const message = catalogueOf(stage, stage.publisher, catalogue, citing ? deposit.root : undefined);
    const signature = await sign(stage.publisher, "works", "Catalogue", message);
    const submit = (start: number, end: number) =>
      stage
        .works(sender)
        .registerBatch(
          message,
          signature,
          catalogue.works.slice(start, end),
          catalogue.tree.prove(start, end),
          citing ? deposit.cite(start, end) : noCitation,
        );
    await submit(0, BATCH);
    return gasOf(submit(BATCH, 2 * BATCH));
  };
}

const assign = (joint: boolean): Operation["run"] => {
  return async ({ stage, sole, shared }, sender, sign) => {
    const { publisher, author, assignee } = stage;
    const message = {
      assignor: publisher.address,
      assignee: assignee.address,
      work: joint ? shared : sole,
      coOwners: joint ? ownersOf(author, assignee) : [],
      agreement: digestOf("agreement"),
      nonce: stage.nonceOf(publisher, "works"),
      deadline: DEADLINE,
    };
    const signature = await sign(publisher, "works", "Assignment", message);
    const parties = joint ? [author, assignee] : [assignee];
    const consents = await Promise.all(parties.map((party) => stage.consent(party, "Assignment", message)));
    return gasOf(stage.works(sender).assign(message, signature, consents));
  };
};

const correct: Operation["run"] = async ({ stage, sole }, sender, sign) => {
  const { publisher } = stage;
  const message = {
    holder: publisher.address,
    work: sole,
    metadata: digestOf("corrected"),
    protectedUntil: "2075-12-31",
    nonce: stage.nonceOf(publisher, "works"),
    deadline: DEADLINE,
  };
  const signature = await sign(publisher, "works", "Correction", message);
  return gasOf(stage.works(sender).correct(message, signature, []));
};

const cancel: Operation["run"] = async ({ stage }, sender, sign) => {
  const { publisher } = stage;
  const [cancelled, nonce] = [stage.nonceOf(publisher, "works"), stage.nonceOf(publisher, "works")];
  const message = { signer: publisher.address, cancelled, nonce, deadline: DEADLINE };
  const signature = await sign(publisher, "works", "Cancellation", message);
  return gasOf(stage.works(sender).cancel(message, signature));
};

const deposit: Operation["run"] = async ({ stage }, sender, sign) => {
  const { publisher } = stage;
  const message = depositOf(stage, publisher, digestOf("root"));
  const signature = await sign(publisher, "evidence", "Deposit", message);
  return gasOf(stage.evidence(sender).deposit(message, signature));
};

const accredit: Operation["run"] = async ({ stage }, sender, sign) => {
  const { accreditor, author } = stage;
  const message = accreditationOf(stage, accreditor, author);
  const signature = await sign(accreditor, "institutions", "Accreditation", message);
  return gasOf(stage.institutions(sender).accredit(message, signature));
};

const attest: Operation["run"] = async ({ stage, sole }, sender, sign) => {
  const { registrar } = stage;
  const message = attestationOf(stage, registrar, sole);
  const signature = await sign(registrar, "institutions", "Attestation", message);
  return gasOf(stage.institutions(sender).attest(message, signature));
};

const nobody = () => [];

/** Every act that is measured, with the party that calls directly. */
export const operations: readonly (Operation & {
  readonly caller: keyof Stage & ("publisher" | "accreditor" | "registrar");
})[] = [
  { key: "gas.register.single", caller: "publisher", budget: 120_000, run: register(nobody, false) },
  { key: "gas.register.citing", caller: "publisher", run: register(nobody, true) },
  { key: "gas.register.joint", caller: "publisher", run: register(({ author }) => [author], false) },
  {
    key: "gas.register.batch100.perWork",
    caller: "publisher",
    budget: 82_000,
    per: BATCH,
    run: batch(({ catalogue }) => catalogue, false),
  },
  {
    key: "gas.register.batch100.citing.perWork",
    caller: "publisher",
    per: BATCH,
    run: batch(({ deposited }) => deposited, true),
  },
  { key: "gas.deposit.100000", caller: "publisher", budget: 80_000, run: deposit },
  { key: "gas.correct", caller: "publisher", run: correct },
  { key: "gas.assign.sole", caller: "publisher", run: assign(false) },
  { key: "gas.assign.joint", caller: "publisher", run: assign(true) },
  { key: "gas.cancel", caller: "publisher", run: cancel },
  { key: "gas.accredit", caller: "accreditor", run: accredit },
  { key: "gas.attest", caller: "registrar", run: attest },
];
