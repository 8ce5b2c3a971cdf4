import { useTranslation } from "react-i18next";
import type { WorkDetail } from "../../api-types.ts";
import { WorkLinks } from "./work-links.tsx";

/** A file and the catalogue record that it was known by before: each leads to the other. */
export function RecordLinks({ work: { record, files } }: { work: WorkDetail }) {
  const { t } = useTranslation();
  if (record === null && files.length === 0) return null;
  return (
    <section aria-labelledby="record" className="card">
      <h2 id="record">{t("work.record")}</h2>
      {record !== null && (
        <>
          <p className="explanation">{t("work.recordOfFile")}</p>
          <WorkLinks workIds={[record]} />
        </>
      )}
      {files.length > 0 && (
        <>
          <p className="explanation">{t("work.filesOfRecord")}</p>
          <WorkLinks workIds={files} />
        </>
      )}
    </section>
  );
}
