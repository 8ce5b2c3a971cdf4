import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { CoOwner, WorkDetail } from "../../api-types.ts";
import { Fact, Facts } from "../../components/facts.tsx";
import { Hex } from "../../components/hex.tsx";
import { formatShare } from "../../format.ts";
import { useLanguage } from "../../i18n.ts";

/** Who holds the title, who owns it with them, and what stands on it. */
export function Ownership({ work }: { work: WorkDetail }) {
  const { t } = useTranslation();
  return (
    <section aria-labelledby="ownership" className="card">
      <h2 id="ownership">{t("work.ownership")}</h2>
      <Facts>
        <Fact name={t("fact.holder")}>
          <Hex value={work.holder} label={t("fact.holder")} />
          <p>
            <Link to={`/?holder=${work.holder}`}>{t("work.sameHolder")}</Link>
          </p>
        </Fact>
        <Fact name={t("fact.encumbrances")}>
          {work.encumbrances.length === 0 ? (
            t("encumbrance.none")
          ) : (
            <ul className="plain-list">
              {work.encumbrances.map((each) => (
                <li key={each}>
                  {t(`encumbrance.${each}`)}
                  <p className="explanation">{t(`encumbrance.${each}Means`)}</p>
                </li>
              ))}
            </ul>
          )}
        </Fact>
      </Facts>
      {work.coOwners.length > 0 && <CoOwners coOwners={work.coOwners} />}
    </section>
  );
}

function CoOwners({ coOwners }: { coOwners: CoOwner[] }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const total = coOwners.reduce((sum, { shares }) => sum + BigInt(shares), 0n);
  return (
    <div className="table-frame">
      <table>
        <caption>{t("work.coOwners")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("work.account")}</th>
            <th scope="col" className="number">
              {t("work.shares")}
            </th>
            <th scope="col" className="number">
              {t("work.part")}
            </th>
          </tr>
        </thead>
        <tbody>
          {coOwners.map(({ account, shares }) => (
            <tr key={account}>
              <td>
                <Hex value={account} label={t("work.account")} />
              </td>
              <td className="number">
                {shares} / {String(total)}
              </td>
              <td className="number">{formatShare(BigInt(shares), total, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
