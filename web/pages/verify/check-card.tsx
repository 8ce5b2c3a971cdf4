import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Verification, Work } from "../../api-types.ts";
import { AsOfLine } from "../../components/as-of.tsx";
import { WorkBadges } from "../../components/badge.tsx";
import { Creators } from "../../components/creators.tsx";
import { Fact, Facts } from "../../components/facts.tsx";
import { FailureNotice } from "../../components/failure-notice.tsx";
import { Hex } from "../../components/hex.tsx";
import { Instant } from "../../components/instant.tsx";
import { WorkTitle } from "../../components/work-title.tsx";
import { formatBytes } from "../../format.ts";
import { useLanguage } from "../../i18n.ts";
import type { Check, Subject } from "./checks.ts";

interface Props {
  check: Check;
  askAgain: (id: number, fingerprint: string) => void;
}

/** One check: what is checked, how far it has come, and the answer. */
export function CheckCard({ check, askAgain }: Props) {
  const { t } = useTranslation();
  const { id, subject, progress } = check;
  return (
    <article className="check">
      <h3 className="check__subject">
        <SubjectName subject={subject} />
      </h3>
      {progress.phase === "hashing" && <Hashing subject={subject} hashed={progress.hashed} />}
      {progress.phase === "unreadable" && (
        <p className="notice notice--failure" role="alert">
          {t("verify.unreadable")}
        </p>
      )}
      {progress.phase === "asking" && <p className="muted">{t("verify.asking")}</p>}
      {progress.phase === "failed" && (
        <FailureNotice failure={progress.failure} retry={() => askAgain(id, progress.fingerprint)} />
      )}
      {progress.phase === "answered" && <Answer verification={progress.verification} />}
      {"fingerprint" in progress && (
        <Facts>
          <Fact name={t("fact.fingerprint")}>
            <Hex value={progress.fingerprint} label={t("fact.fingerprint")} />
          </Fact>
        </Facts>
      )}
      {progress.phase === "answered" && <AsOfLine asOf={progress.verification.asOf} />}
    </article>
  );
}

function SubjectName({ subject }: { subject: Subject }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  if (subject.kind === "fingerprint") return t("verify.subjectFingerprint");
  if (subject.kind === "text") return t("verify.subjectText", { excerpt: subject.excerpt });
  return (
    <>
      {subject.name} <span className="muted">{formatBytes(subject.size, language)}</span>
    </>
  );
}

function Hashing({ subject, hashed }: { subject: Subject; hashed: number }) {
  const { t } = useTranslation();
  const size = subject.kind === "file" ? subject.size : 0;
  return (
    <p className="check__hashing">
      <progress aria-label={t("verify.hashing")} value={hashed} max={Math.max(1, size)} />
      <span className="muted">{t("verify.hashing")}</span>
    </p>
  );
}

function Answer({ verification: { work } }: { verification: Verification }) {
  const { t } = useTranslation();
  if (work !== null) return <RegisteredAs work={work} />;
  return (
    <div className="verdict verdict--no">
      <p className="verdict__word">{t("verify.no")}</p>
      <p className="explanation">{t("verify.noMeans")}</p>
    </div>
  );
}

function RegisteredAs({ work }: { work: Work }) {
  const { t } = useTranslation();
  return (
    <div className={work.status === "revoked" ? "verdict verdict--revoked" : "verdict verdict--yes"}>
      <p className="verdict__word">{work.status === "revoked" ? t("verify.revoked") : t("verify.yes")}</p>
      <p className="verdict__title">
        <Link to={`/works/${work.workId}`}>
          <WorkTitle work={work} />
        </Link>{" "}
        <WorkBadges work={work} />
      </p>
      <p>
        <Creators creators={work.creators} />
      </p>
      <Facts>
        <Fact name={t("fact.holder")}>
          <Hex value={work.holder} label={t("fact.holder")} />
        </Fact>
        <Fact name={t("fact.registeredAt")}>
          <Instant at={work.registeredAt} />
        </Fact>
        <Fact name={t("fact.priorityAt")}>
          {work.priorityAt !== work.registeredAt && <Instant at={work.priorityAt} />}
        </Fact>
      </Facts>
    </div>
  );
}
