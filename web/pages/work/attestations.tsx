import { useTranslation } from "react-i18next";
import type { Attestation } from "../../api-types.ts";
import { Badge } from "../../components/badge.tsx";
import { Fact, Facts } from "../../components/facts.tsx";
import { Hex } from "../../components/hex.tsx";
import { Day, Instant } from "../../components/instant.tsx";
import { useOpenName } from "../../i18n.ts";

const tone = {
  valid: "good",
  "not-yet-valid": "neutral",
  expired: "neutral",
  revoked: "danger",
  "institution-not-accredited": "warning",
} as const;

/** What accredited institutions have attested about the work, official certificates first of all. */
export function Attestations({ attestations }: { attestations: Attestation[] }) {
  const { t } = useTranslation();
  return (
    <section aria-labelledby="attestations" className="card">
      <h2 id="attestations">{t("work.attestations")}</h2>
      {attestations.length === 0 && <p className="muted">{t("work.noAttestations")}</p>}
      <ul className="rows">
        {attestations.map((attestation) => (
          <li key={attestation.id}>
            <AttestationCard attestation={attestation} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function AttestationCard({ attestation }: { attestation: Attestation }) {
  const { t } = useTranslation();
  const openName = useOpenName();
  const { institution, validFrom, validUntil } = attestation;
  return (
    <article>
      <h3 className="attestation__title">
        {openName("attestationKind", attestation.kind)}{" "}
        <Badge tone={tone[attestation.status]}>{t(`attestationStatus.${attestation.status}`)}</Badge>
      </h3>
      <Facts>
        <Fact name={t("attestation.reference")}>{attestation.reference}</Fact>
        <Fact name={t("attestation.institution")}>
          {institution.name}
          {institution.status !== "accredited" && ` (${openName("institutionStatus", institution.status)})`}
        </Fact>
        <Fact name={t("attestation.issuedAt")}>
          <Instant at={attestation.issuedAt} />
        </Fact>
        <Fact name={t("attestation.validFrom")}>
          <Day day={validFrom} />
        </Fact>
        <Fact name={t("attestation.validUntil")}>
          {validUntil === null ? t("attestation.noEnd") : <Day day={validUntil} />}
        </Fact>
        <Fact name={t("attestation.document")}>
          {attestation.document && <Hex value={attestation.document} label={t("attestation.document")} />}
        </Fact>
      </Facts>
    </article>
  );
}
