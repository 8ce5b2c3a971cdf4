import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiFailure, apiUrl } from "../../api.ts";
import type { Catalogue, Network, Page } from "../../api-types.ts";
import { FailureNotice } from "../../components/failure-notice.tsx";
import { useResource } from "../../hooks/use-resource.ts";
import { useSigners, wordsOf } from "../../signing/use-signers.ts";
import { signDocuments } from "./sign-documents.ts";

type Stage =
  | { phase: "waiting" }
  | { phase: "signing"; signed: number }
  | { phase: "signed" }
  | { phase: "refused"; reason: string }
  | { phase: "failed"; failure: ApiFailure };

/** The signature that a catalogue waits for, by the account that it is registered for. */
export function Signing({ catalogue: { id, registrant, state } }: { catalogue: Catalogue }) {
  const { t } = useTranslation();
  const network = useResource<Network>(apiUrl("/network"));
  const papers = useResource<Page<{ signed: boolean }>>(
    apiUrl(`/catalogues/${id}/documents`, { limit: "200" }),
  );
  const { signers, wallets, connect, refusal } = useSigners(network.state === "ready" ? network.value : null);
  const [stage, setStage] = useState<Stage>({ phase: "waiting" });
  const aborter = useRef(new AbortController());
  useEffect(() => {
    if (aborter.current.signal.aborted) aborter.current = new AbortController();
    return () => aborter.current.abort();
  }, []);

  const isSigned =
    papers.state === "ready" &&
    papers.value.next === null &&
    papers.value.items.every(({ signed }) => signed);
  if (stage.phase === "signed" || isSigned || (state === "registering" && papers.state !== "ready"))
    return null;
  const signer = signers.find(({ address }) => address === registrant);

  function sign(): void {
    if (!signer) return;
    const { signal } = aborter.current;
    const moved = (to: Stage) => signal.aborted || setStage(to);
    moved({ phase: "signing", signed: 0 });
    signDocuments(id, signer, (signed) => moved({ phase: "signing", signed }), signal).then(
      () => moved({ phase: "signed" }),
      (error: unknown) =>
        moved(
          error instanceof ApiFailure
            ? { phase: "failed", failure: error }
            : { phase: "refused", reason: wordsOf(error) },
        ),
    );
  }

  return (
    <section aria-labelledby="signing" className="card">
      <h2 id="signing">{t("catalogue.signature")}</h2>
      <p className="explanation">{t("catalogue.signatureMeans")}</p>
      {stage.phase === "failed" && <FailureNotice failure={stage.failure} />}
      {stage.phase === "refused" && (
        <p className="field__error" role="alert">
          {t("catalogue.walletRefused", { reason: stage.reason })}
        </p>
      )}
      {refusal !== null && (
        <p className="field__error" role="alert">
          {t("catalogue.walletRefused", { reason: refusal })}
        </p>
      )}
      {stage.phase === "signing" ? (
        <p role="status">{t("catalogue.signing", { count: stage.signed })}</p>
      ) : signer ? (
        <button type="button" className="button button--primary" onClick={sign}>
          {t("catalogue.sign")}
        </button>
      ) : (
        <>
          <p>{t("catalogue.needsAccount", { account: registrant })}</p>
          {wallets.map((wallet) => (
            <button key={wallet.id} type="button" className="button" onClick={() => connect(wallet)}>
              {t("catalogue.connect", { name: wallet.name })}
            </button>
          ))}
        </>
      )}
    </section>
  );
}
