import { useTranslation } from "react-i18next";
import type { Creator } from "../api-types.ts";
import { type Marker, unmarked } from "../highlight.ts";
import { useLanguage } from "../i18n.ts";
import { creatorRoleName } from "../names.ts";
import { Highlight } from "./highlight.tsx";

/** Creators by role: "Author: 陳子昂". */
export function Creators({ creators, mark = unmarked }: { creators: Creator[]; mark?: Marker }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  if (creators.length === 0) return <span className="muted">{t("work.noCreators")}</span>;
  const roles = Map.groupBy(creators, (creator) => creator.role);
  return (
    <span className="creators">
      {[...roles].map(([role, people]) => (
        <span key={role}>
          <span className="muted">{t("work.role", { role: creatorRoleName(role, language) })}</span>
          <Highlight text={people.map(({ name }) => name).join(t("list.separator"))} mark={mark} />
        </span>
      ))}
    </span>
  );
}
