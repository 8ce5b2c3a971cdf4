import type { RelayerEvents } from "../../chain/relayer/relayer.ts";
import { moveDocument } from "./store.ts";

/**
 * What the relayer's news mean for documents. Whether one was executed, the index says; this keeps the rest.
 * A catalogue is past its document once a batch was mined; what becomes of each work, its own feature keeps.
 */
export function documentEvents(): RelayerEvents {
  return {
    async mined(trx, { document_id }, { transactionHash }) {
      if (document_id === null) return;
      const change = { state: "executed", transaction_hash: transactionHash };
      await moveDocument(trx, document_id, ["accepted", "executed"], change);
    },
    async failed(trx, { document_id }, { code, message }) {
      if (document_id === null) return;
      const change = { state: "failed", error_json: JSON.stringify({ code, message }) };
      await moveDocument(trx, document_id, ["accepted", "executed"], change);
    },
  };
}
