import { useTranslation } from "react-i18next";
import { apiUrl } from "../../api.ts";
import type { Institution } from "../../api-types.ts";
import { Badge } from "../../components/badge.tsx";
import { CursorListView } from "../../components/cursor-list-view.tsx";
import { Fact, Facts } from "../../components/facts.tsx";
import { Hex } from "../../components/hex.tsx";
import { Instant } from "../../components/instant.tsx";
import { PageHeading } from "../../components/page-heading.tsx";
import { useCursorList } from "../../hooks/use-cursor-list.ts";
import { useOpenName } from "../../i18n.ts";

const tone = { accredited: "good", suspended: "warning", revoked: "danger" } as const;

/** The institutions accredited to attest, and in which roles. */
export function InstitutionsPage() {
  const { t } = useTranslation();
  const list = useCursorList<Institution>(apiUrl("/institutions"));
  return (
    <div className="page">
      <PageHeading>{t("institutions.title")}</PageHeading>
      <p className="lead">{t("institutions.lead")}</p>
      <CursorListView
        list={list}
        itemKey={(institution) => institution.account}
        empty={<p>{t("institutions.empty")}</p>}
      >
        {(institution) => <InstitutionRow institution={institution} />}
      </CursorListView>
    </div>
  );
}

function InstitutionRow({ institution }: { institution: Institution }) {
  const { t } = useTranslation();
  const openName = useOpenName();
  const kinds = institution.kinds.map((kind) => openName("institutionKind", kind));
  return (
    <article>
      <h2 className="institution__name">
        {institution.name === "" ? t("institutions.unnamed") : institution.name}{" "}
        <Badge tone={tone[institution.status]}>{t(`institutionStatus.${institution.status}`)}</Badge>
      </h2>
      <Facts>
        <Fact name={t("institutions.kinds")}>{kinds.join(t("list.separator"))}</Fact>
        <Fact name={t("institutions.since")}>
          <Instant at={institution.since} />
        </Fact>
        <Fact name={t("institutions.account")}>
          <Hex value={institution.account} label={t("institutions.account")} />
        </Fact>
        <Fact name={t("institutions.profile")}>
          <Hex value={institution.profile.cid} label={t("institutions.profile")} />
        </Fact>
      </Facts>
    </article>
  );
}
