import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { apiUrl } from "../../api.ts";
import type { Work } from "../../api-types.ts";
import { WorkTitle } from "../../components/work-title.tsx";
import { shortHex } from "../../format.ts";
import { useResource } from "../../hooks/use-resource.ts";

/** Titles are read one by one, so a long list starts short. */
const shownAtFirst = 10;

/** Works by their titles, each a link. */
export function WorkLinks({ workIds }: { workIds: string[] }) {
  const { t } = useTranslation();
  const [isWhole, setIsWhole] = useState(workIds.length <= shownAtFirst);
  return (
    <>
      <ul className="plain-list">
        {(isWhole ? workIds : workIds.slice(0, shownAtFirst)).map((workId) => (
          <li key={workId}>
            <WorkLink workId={workId} />
          </li>
        ))}
      </ul>
      {!isWhole && (
        <button type="button" className="button" onClick={() => setIsWhole(true)}>
          {t("work.showAll", { count: workIds.length })}
        </button>
      )}
    </>
  );
}

/** A link that works at once, by fingerprint, and gets its title when that has been read. */
function WorkLink({ workId }: { workId: string }) {
  const work = useResource<Work>(apiUrl(`/works/${workId}`));
  return (
    <>
      <Link to={`/works/${workId}`}>
        {work.state === "ready" ? <WorkTitle work={work.value} /> : <code>{shortHex(workId)}</code>}
      </Link>
      {work.state === "ready" && (
        <span className="muted"> {work.value.creators.map(({ name }) => name).join(" · ")}</span>
      )}
    </>
  );
}
