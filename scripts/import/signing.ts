import type { TypedDataDomain, TypedDataField, Wallet } from "ethers";
import { type Api, ApiError } from "./api.ts";

/** Signs the documents of a catalogue with a key that lies at hand. */

interface Prepared {
  readonly parties: readonly {
    readonly account: string;
    readonly signed: boolean;
    readonly typedData: {
      readonly domain: TypedDataDomain;
      readonly types: Record<string, TypedDataField[]>;
      readonly message: Record<string, unknown>;
    };
  }[];
}

const AT_ONCE = 16;

export async function signAll(
  api: Api,
  catalogueId: string,
  wallet: Wallet,
  progress: (text: string) => void,
): Promise<void> {
  type Page = { items: { id: string; signed: boolean }[]; next: string | null };
  let signed = 0;
  let cursor: string | null = null;
  do {
    const at: string = cursor === null ? "" : `&cursor=${cursor}`;
    const page: Page = await api.get<Page>(`/catalogues/${catalogueId}/documents?limit=200${at}`);
    const open = page.items.filter((paper) => !paper.signed);
    for (let start = 0; start < open.length; start += AT_ONCE) {
      await Promise.all(open.slice(start, start + AT_ONCE).map(({ id }) => sign(api, id, wallet)));
    }
    signed += open.length;
    cursor = page.next;
  } while (cursor !== null);
  progress(`${signed} documents signed`);
}

async function sign(api: Api, documentId: string, wallet: Wallet): Promise<void> {
  const { parties } = await api.get<Prepared>(`/documents/${documentId}`);
  const own = parties.find(({ account }) => account === wallet.address);
  if (!own) throw new ApiError(`${wallet.address} is no party to the document ${documentId}.`);
  const { domain, types, message } = own.typedData;
  const signature = await wallet.signTypedData(domain, types, message);
  await api.send("POST", `/documents/${documentId}/signatures`, {
    signatures: [{ party: wallet.address, signature }],
  });
}
