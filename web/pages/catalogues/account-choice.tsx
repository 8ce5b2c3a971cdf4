import { useTranslation } from "react-i18next";
import { shortHex } from "../../format.ts";
import { useOpenName } from "../../i18n.ts";
import type { Signers } from "../../signing/use-signers.ts";

interface Props {
  signers: Signers;
  value: string;
  onChange: (address: string) => void;
}

/** For which account the works are registered: one of a wallet, or a ready-made one of the embedded chain. */
export function AccountChoice({ signers: { signers, wallets, connect, refusal }, value, onChange }: Props) {
  const { t } = useTranslation();
  const openName = useOpenName();
  return (
    <div className="field">
      <label htmlFor="account">{t("catalogue.account")}</label>
      <select id="account" value={value} onChange={(event) => onChange(event.target.value)}>
        {signers.length === 0 && <option value="">{t("catalogue.noAccount")}</option>}
        {signers.map(({ address, name, isDemo }) => (
          <option key={`${name} ${address}`} value={address}>
            {isDemo ? t("catalogue.demoAccount", { name: openName("demoRole", name) }) : name}{" "}
            {shortHex(address)}
          </option>
        ))}
      </select>
      {wallets.map((wallet) => (
        <button key={wallet.id} type="button" className="button" onClick={() => connect(wallet)}>
          {t("catalogue.connect", { name: wallet.name })}
        </button>
      ))}
      {refusal !== null && (
        <p className="field__error" role="alert">
          {t("catalogue.walletRefused", { reason: refusal })}
        </p>
      )}
    </div>
  );
}
