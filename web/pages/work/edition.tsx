import { useTranslation } from "react-i18next";
import type { Edition as Said } from "../../../server/domain/edition.ts";
import { Fact, Facts } from "../../components/facts.tsx";

/** A document says only what there is to say. */
type Edition = Partial<Omit<Said, "salesRights">> & {
  salesRights?: (Partial<Said["salesRights"][number]> | undefined)[];
};

/** What a work's metadata document says of the publication that its catalogue record was written for. */
export function EditionFacts({ document }: { document: unknown }) {
  const { t } = useTranslation();
  const edition = editionIn(document);
  if (edition === null) return null;
  const { publishers = [], imprints = [], dates = [], copyrights = [], salesRights = [] } = edition;
  const list = (texts: string[]) => texts.join(t("list.separator"));
  const publication = dates.find(({ role }) => role === "01") ?? dates.find(({ role }) => role === "11");
  return (
    <section aria-labelledby="edition" className="card">
      <h2 id="edition">{t("edition.title")}</h2>
      <p className="explanation">{t("edition.means")}</p>
      <Facts>
        <Fact name={t("edition.publisher")}>{list([...new Set(publishers.map(({ name }) => name))])}</Fact>
        <Fact name={t("edition.imprint")}>{list(imprints)}</Fact>
        <Fact name={t("edition.published")}>{publication?.date}</Fact>
        <Fact name={t("edition.copyright")}>
          {list(copyrights.map(({ years = [], owners = [] }) => [...years, ...owners].join(" ")))}
        </Fact>
        <Fact name={t("edition.reference")}>{edition.recordReference}</Fact>
        <Fact name={t("edition.salesRights")}>
          {salesRights.length > 0 && (
            <ul className="plain-list">
              {salesRights.map((right, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the list of a document never changes.
                <li key={place}>
                  <span className="muted">{rightName(right?.type)}</span>{" "}
                  {right?.territories ?? t("edition.open")}
                </li>
              ))}
            </ul>
          )}
        </Fact>
        <Fact name={t("edition.restOfWorld")}>
          {edition.restOfWorld && (
            <>
              <span className="muted">{rightName(edition.restOfWorld.type)}</span>{" "}
              {edition.restOfWorld.territories ?? t("edition.open")}
            </>
          )}
        </Fact>
      </Facts>
    </section>
  );

  /** Of list 46. */
  function rightName(type: string | null | undefined): string {
    if (type === "01") return t("edition.exclusive");
    if (type === "02") return t("edition.nonExclusive");
    if (type === "03" || type === "04" || type === "05" || type === "06") return t("edition.notForSale");
    return t("edition.unknownRight");
  }
}

/** Anybody can write a document: what is no edition is none. */
function editionIn(document: unknown): Edition | null {
  const { edition } = (typeof document === "object" && document !== null ? document : {}) as {
    edition?: unknown;
  };
  if (typeof edition !== "object" || edition === null || Array.isArray(edition)) return null;
  const lists = ["publishers", "imprints", "dates", "copyrights", "salesRights"] as const;
  const said = edition as Edition;
  return lists.every((name) => said[name] === undefined || Array.isArray(said[name])) ? said : null;
}
