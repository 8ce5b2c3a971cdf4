import { useTranslation } from "react-i18next";
import { apiUrl } from "../api.ts";
import type { Network } from "../api-types.ts";
import { Hex } from "../components/hex.tsx";
import { useResource } from "../hooks/use-resource.ts";

/** Says which chain the pages speak for: nobody should mistake a trial ledger for the real one. */
export function SiteFooter() {
  const { t } = useTranslation();
  const network = useResource<Network>(apiUrl("/network"));
  return (
    <footer className="site-footer">
      <div className="site-footer__inner">
        <div>
          <p>
            {network.state === "ready" && (
              <>
                <span>{t("footer.chain", { chainId: network.value.chainId })}</span>{" "}
                <span className="muted">
                  {network.value.embedded ? t("footer.embedded") : t("footer.external")}
                </span>
              </>
            )}
            {network.state === "failed" && <span className="muted">{t("footer.unknown")}</span>}
            {network.state === "loading" && <span className="muted">{t("state.loading")}</span>}
          </p>
          {network.state === "ready" && <Contracts contracts={network.value.contracts} />}
        </div>
        <p>
          <a href="/docs">{t("footer.api")}</a>
        </p>
      </div>
    </footer>
  );
}

function Contracts({ contracts }: { contracts: Network["contracts"] }) {
  const { t } = useTranslation();
  return (
    <details>
      <summary>{t("footer.contracts")}</summary>
      <dl className="facts facts--compact">
        {Object.entries(contracts).map(([name, address]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <Hex value={address} label={name} />
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
