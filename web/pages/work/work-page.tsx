import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { type ApiFailure, apiUrl } from "../../api.ts";
import type { WorkDetail } from "../../api-types.ts";
import { AsOfLine } from "../../components/as-of.tsx";
import { Badge, WorkBadges } from "../../components/badge.tsx";
import { Creators } from "../../components/creators.tsx";
import { FailureNotice } from "../../components/failure-notice.tsx";
import { PageHeading } from "../../components/page-heading.tsx";
import { WorkTitle } from "../../components/work-title.tsx";
import { useResource } from "../../hooks/use-resource.ts";
import { useAnnouncement } from "../../layout/announcer.tsx";
import { Attestations } from "./attestations.tsx";
import { Derivation } from "./derivation.tsx";
import { EditionFacts } from "./edition.tsx";
import { History } from "./history.tsx";
import { Ownership } from "./ownership.tsx";
import { RecordLinks } from "./record-links.tsx";
import { WorkFacts } from "./work-facts.tsx";
import "./work.css";

/** Everything the ledger says about one work. */
export function WorkPage() {
  const { workId = "" } = useParams();
  // Another work is another page: nothing of the first may linger.
  return <WorkById key={workId} workId={workId} />;
}

function WorkById({ workId }: { workId: string }) {
  const { t } = useTranslation();
  const work = useResource<WorkDetail>(apiUrl(`/works/${encodeURIComponent(workId)}`));
  useAnnouncement(work.state === "loading" ? t("state.loading") : null);
  return (
    <div className="page work-page">
      {work.state === "loading" && <PageHeading>{t("work.loading")}</PageHeading>}
      {work.state === "failed" && <NoWork workId={workId} failure={work.failure} retry={work.retry} />}
      {work.state === "ready" && <WorkSheet work={work.value} />}
    </div>
  );
}

function WorkSheet({ work }: { work: WorkDetail }) {
  const { t } = useTranslation();
  useAnnouncement(t("work.loaded", { title: work.title }));
  return (
    <>
      <header className="work-page__header">
        <span className="badges">
          {work.status === "registered" && <Badge tone="good">{t("status.registered")}</Badge>}
          <WorkBadges work={work} />
        </span>
        <PageHeading title={work.title}>
          <WorkTitle work={work} />
        </PageHeading>
        {work.originalTitle !== null && work.originalTitle !== work.title && (
          <p className="work-page__original">
            <span className="muted">{t("fact.originalTitle")} </span>
            {work.originalTitle}
          </p>
        )}
        <p className="work-page__creators">
          <Creators creators={work.creators} />
        </p>
      </header>
      {work.status === "revoked" && <p className="notice notice--failure">{t("work.revoked")}</p>}
      {!work.metadataAvailable && <p className="notice">{t("work.metadataMissing")}</p>}
      <WorkFacts work={work} />
      <RecordLinks work={work} />
      <EditionFacts document={work.document} />
      <Ownership work={work} />
      <Attestations attestations={work.attestations} />
      <Derivation derivedFrom={work.derivedFrom} derivatives={work.derivatives} />
      <History entries={work.history} />
      <AsOfLine asOf={work.asOf} />
    </>
  );
}

function NoWork({ workId, failure, retry }: { workId: string; failure: ApiFailure; retry: () => void }) {
  const { t } = useTranslation();
  if (failure.kind !== "notFound" && failure.kind !== "invalid") {
    return (
      <>
        <PageHeading>{t("work.failed")}</PageHeading>
        <FailureNotice failure={failure} retry={retry} />
      </>
    );
  }
  return (
    <>
      <PageHeading>{t("work.notFound")}</PageHeading>
      <p>{failure.kind === "invalid" ? t("work.notFingerprint") : t("work.notRegistered")}</p>
      <p>
        <code>{workId}</code>
      </p>
      <p>
        <Link className="button" to="/">
          {t("notFound.home")}
        </Link>
      </p>
    </>
  );
}
