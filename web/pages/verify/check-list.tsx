import { useTranslation } from "react-i18next";
import { useAnnouncement } from "../../layout/announcer.tsx";
import { CheckCard } from "./check-card.tsx";
import type { Check } from "./checks.ts";

interface Props {
  checks: Check[];
  askAgain: (id: number, fingerprint: string) => void;
  clear: () => void;
}

export function CheckList({ checks, askAgain, clear }: Props) {
  const { t } = useTranslation();
  const answers = checks.flatMap(({ progress }) =>
    progress.phase === "answered" ? [progress.verification] : [],
  );
  const registered = answers.filter((answer) => answer.registered).length;
  const isSettled = answers.length === checks.length && checks.length > 0;
  useAnnouncement(
    isSettled
      ? `${t("verify.answered", { count: answers.length })} ${t("verify.answeredRegistered", { count: registered })}`
      : null,
  );
  if (checks.length === 0) return null;
  return (
    <section aria-labelledby="checks">
      <div className="section-bar">
        <h2 id="checks">{t("verify.results")}</h2>
        <button type="button" className="button" onClick={clear}>
          {t("verify.clear")}
        </button>
      </div>
      <ul className="rows">
        {checks.map((check) => (
          <li key={check.id}>
            <CheckCard check={check} askAgain={askAgain} />
          </li>
        ))}
      </ul>
    </section>
  );
}
