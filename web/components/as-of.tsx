import { useTranslation } from "react-i18next";
import type { AsOf } from "../api-types.ts";

/** The block that the facts above were read at, and whether it can still be replaced. */
export function AsOfLine({ asOf }: { asOf: AsOf }) {
  const { t } = useTranslation();
  return (
    <p className="as-of" title={asOf.blockHash}>
      {t(`asOf.${asOf.finality}`, { block: asOf.block })}
    </p>
  );
}
