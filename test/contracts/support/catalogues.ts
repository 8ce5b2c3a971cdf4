import {
  type CatalogueTree,
  type Citation,
  catalogueTreeOf,
  noCitation,
} from "../../../server/domain/merkle.ts";
import type { Account } from "./chain.ts";
import { FAR, freshNonce, type Party, sign, ZERO } from "./documents.ts";
import { type Ledger, placeOf } from "./ledger.ts";
import { aWork, type WorkMessage } from "./works.ts";

export type CatalogueMessage = {
  registrant: string;
  name: string;
  works: string;
  root: string;
  deposit: string;
  nonce: string;
  deadline: string;
};

/** A catalogue that its registrant signed. */
export interface Catalogue {
  readonly message: CatalogueMessage;
  readonly signature: string;
  readonly works: readonly WorkMessage[];
  readonly tree: CatalogueTree;
}

export async function aCatalogue(
  ledger: Ledger,
  registrant: Party,
  works: readonly WorkMessage[] | number,
  changes: Partial<CatalogueMessage> = {},
): Promise<Catalogue> {
  const list = typeof works === "number" ? Array.from({ length: works }, () => aWork()) : works;
  const tree = catalogueTreeOf(list);
  const message = {
    registrant: registrant.address,
    name: "唐詩",
    works: String(list.length),
    root: tree.root,
    deposit: ZERO,
    nonce: freshNonce(),
    deadline: FAR,
    ...changes,
  };
  const signature = await sign(registrant, "Catalogue", message, placeOf(ledger, "works"));
  return { message, signature, works: list, tree };
}

/** Submits the works from `start` to `end`, the latter excluded. */
export function submitBatch(
  ledger: Ledger,
  { message, signature, works, tree }: Catalogue,
  start: number,
  end: number,
  { citation = noCitation, sender = ledger.relayer }: { citation?: Citation; sender?: Account } = {},
) {
  return ledger.works
    .connect(sender)
    .registerBatch(message, signature, works.slice(start, end), tree.prove(start, end), citation);
}
