import { apiUrl, getJson, sendJson } from "../../api.ts";
import type { Page, SignableDocument } from "../../api-types.ts";
import type { Signer } from "../../signing/signer.ts";

type Paper = { id: string; type: string; signed: boolean };

/**
 * Signs all documents of a catalogue that are not signed yet, one after the other: a wallet asks its holder for each.
 * @param onSigned told after each how many have been signed
 */
export async function signDocuments(
  catalogueId: string,
  signer: Signer,
  onSigned: (count: number) => void,
  signal: AbortSignal,
): Promise<void> {
  let signed = 0;
  let cursor: string | null = null;
  do {
    const url: string = apiUrl(`/catalogues/${catalogueId}/documents`, { limit: "200", cursor });
    const page: Page<Paper> = await getJson<Page<Paper>>(url, signal);
    for (const { id } of page.items.filter((paper) => !paper.signed)) {
      await signDocument(id, signer, signal);
      signed += 1;
      onSigned(signed);
    }
    cursor = page.next;
  } while (cursor !== null);
}

async function signDocument(id: string, signer: Signer, signal: AbortSignal): Promise<void> {
  const { parties } = await getJson<SignableDocument>(apiUrl(`/documents/${id}`), signal);
  const own = parties.find(({ account }) => account === signer.address);
  if (!own || own.signed) return;
  const signature = await signer.sign(own.typedData);
  signal.throwIfAborted();
  const signatures = [{ party: signer.address, signature }];
  await sendJson("POST", apiUrl(`/documents/${id}/signatures`), { signatures }, signal);
}
