import { useTranslation } from "react-i18next";
import type { Work } from "../api-types.ts";
import { shortHex } from "../format.ts";
import { type Marker, unmarked } from "../highlight.ts";
import { Highlight } from "./highlight.tsx";

/** The title in its own language, or the fingerprint of a work whose metadata has not been read yet. */
export function WorkTitle({ work, mark = unmarked }: { work: Work; mark?: Marker }) {
  const { t } = useTranslation();
  if (work.title === "") return t("work.untitled", { id: shortHex(work.workId) });
  return (
    <span lang={work.language ?? undefined}>
      <Highlight text={work.title} mark={mark} />
    </span>
  );
}
