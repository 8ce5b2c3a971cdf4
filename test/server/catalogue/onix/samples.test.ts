import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect } from "chai";
import { describe, it } from "mocha";
import { inSequence } from "../../../../server/catalogue/onix/product/people.ts";
import type { OnixName, OnixProduct, OnixSalesRights } from "../../../../server/catalogue/onix/types.ts";
import { toWork } from "../../../../server/catalogue/onix/work/to-work.ts";
import { read, sample } from "./support.ts";

interface Expected {
  readonly expect: "import" | "report" | "refuse_file" | "refuse_version";
  readonly sha256: string;
  readonly checks: Record<string, unknown>;
  readonly onix_release: string;
  readonly tag_flavour: string;
  readonly products_total: number | null;
  readonly distinct_record_references?: number;
  readonly repeated_record_references?: Record<string, number[]>;
  readonly with_isbn13_identifier?: number;
  readonly with_gtin13_only?: number;
  readonly with_sales_rights?: number;
  readonly products?: readonly ({ index: number } & Record<string, unknown>)[];
  readonly all_products?: readonly ({ index: number } & Record<string, unknown>)[];
}

const expectedFile = new URL("../../../fixtures/onix/expected.json", import.meta.url);
const { files } = JSON.parse(readFileSync(expectedFile, "utf8")) as { files: Record<string, Expected> };

/** The facts of a product under the names of expected.json. */
function factsOf(product: OnixProduct): Record<string, unknown> {
  const [first] = inSequence(product.contributors);
  const text = product.languages.filter(({ role }) => role === "01");
  return {
    record_reference: product.recordReference,
    notification_type: product.notificationType,
    isbn13: product.isbn13,
    gtin13: product.gtin13,
    isbn13_checksum_ok: product.isbn13Valid,
    title: product.title,
    subtitle: product.subtitle,
    first_contributor: first
      ? { ...partsOf(first), ...sequenceOf(first.sequence), roles: first.roles, display: first.display }
      : null,
    contributor_count: product.contributors.length,
    languages_of_text: text.map(({ code }) => code),
    languages_other_roles: product.languages
      .filter((language) => !text.includes(language))
      .map(({ role, code }) => [role, code]),
    product_form: product.form,
    publishers: product.publishers.map(({ role, name }) => ({ role, name })),
    imprints: product.imprints.map(({ name }) => name),
    sales_rights: product.salesRights.map(rightsOf),
    row_sales_rights_type: product.rowSalesRightsType,
    sales_restrictions: product.salesRestrictions.map(({ type }) => type),
  };
}

/** expected.json does not list inverted names of organisations. */
function partsOf({ parts: { CorporateNameInverted: _, ...parts } }: OnixName): Record<string, string> {
  return parts;
}

function sequenceOf(sequence: number | null): { SequenceNumber?: string } {
  return sequence === null ? {} : { SequenceNumber: String(sequence) };
}

function rightsOf(rights: OnixSalesRights): Record<string, unknown> {
  const lists = {
    countries_included: rights.countriesIncluded,
    regions_included: rights.regionsIncluded,
    countries_excluded: rights.countriesExcluded,
    regions_excluded: rights.regionsExcluded,
  };
  return {
    type: rights.type,
    ...Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0)),
  };
}

/** The short rows of `all_products`. */
function rowOf(product: OnixProduct): Record<string, unknown> {
  return {
    ...factsOf(product),
    first_contributor: inSequence(product.contributors)[0]?.display ?? null,
    publisher: product.publishers[0]?.name ?? null,
    imprint: product.imprints[0]?.name ?? null,
    sales_rights_types: product.salesRights.map(({ type }) => type),
    territory_code_counts: product.salesRights.map(
      ({ countriesIncluded, regionsIncluded }) => countriesIncluded.length + regionsIncluded.length,
    ),
  };
}

describe("ONIX samples", () => {
  for (const [name, expected] of Object.entries(files)) {
    describe(name, () => {
      it("is the file that the facts were taken from", () => {
        expect(createHash("sha256").update(sample(name)).digest("hex")).to.equal(expected.sha256);
      });
      if (expected.expect === "refuse_version") {
        it("is refused by its release, before anything of it is read", async () => {
          const { header, products, refusal } = await read([sample(name)]);
          expect([header, products]).to.deep.equal([undefined, []]);
          expect(refusal?.code).to.equal("onix-2.1");
          expect(refusal?.message).to.match(
            /^line 2, column \d+: this is an ONIX 2\.1 message .* send it as ONIX 3/,
          );
        });
        return;
      }
      if (expected.expect === "refuse_file") {
        it("is refused at the place where it breaks, and what came before is told", async () => {
          const { products, refusal } = await read([sample(name)]);
          expect(expected.checks.error).to.equal("PCDATA invalid Char value 16, line 123, column 85");
          expect([refusal?.code, refusal?.line, refusal?.column]).to.deep.equal(["not-well-formed", 123, 85]);
          expect(refusal?.message).to.contain("the control character U+0010");
          expect(products.map(({ product }) => product.title)).to.deep.equal([
            "You Can't Hear Wingtips on Soft Tar",
          ]);
          const codes = products[0]?.problems.map(({ code, message }) => `${code}: ${message}`);
          expect(codes).to.include("missing-element: Product has no RecordReference");
          expect(codes).to.include("missing-element: Product has no NotificationType");
        });
        return;
      }

      it("gives its release, flavour and namespace", async () => {
        const { header, refusal } = await read([sample(name)]);
        expect(refusal).to.equal(undefined);
        const { release, flavour, namespace, namespaceAsStandard } = header?.header ?? {};
        expect({ release, flavour, namespace, namespace_as_standard: namespaceAsStandard }).to.deep.equal({
          release: expected.onix_release,
          flavour: expected.tag_flavour,
          namespace: expected.checks.namespace,
          namespace_as_standard: expected.checks.namespace_as_standard,
        });
      });

      it("gives as many products, references, identifiers and rights as it has", async () => {
        const { products } = await read([sample(name)]);
        const facts = products.map(({ product }) => product);
        expect(products.map(({ index }) => index)).to.deep.equal(facts.map((_, index) => index));
        expect({
          products_total: facts.length,
          distinct_record_references: new Set(facts.map(({ recordReference }) => recordReference)).size,
          with_isbn13_identifier: facts.filter(({ isbn13 }) => isbn13 !== null).length,
          with_gtin13_only: facts.filter(({ isbn13, gtin13 }) => isbn13 === null && gtin13 !== null).length,
          with_sales_rights: facts.filter(({ salesRights }) => salesRights.length > 0).length,
        }).to.deep.equal({
          products_total: expected.products_total,
          distinct_record_references: expected.distinct_record_references,
          with_isbn13_identifier: expected.with_isbn13_identifier,
          with_gtin13_only: expected.with_gtin13_only,
          with_sales_rights: expected.with_sales_rights,
        });
      });

      it("gives the facts of its products", async () => {
        const { products } = await read([sample(name)]);
        for (const { index, ...facts } of expected.products ?? []) {
          const read = factsOf(products[index]?.product as OnixProduct);
          const named = Object.fromEntries(Object.keys(facts).map((key) => [key, read[key]]));
          expect(named, `product ${index}`).to.deep.equal(facts);
        }
        for (const { index, ...facts } of expected.all_products ?? []) {
          const read = rowOf(products[index]?.product as OnixProduct);
          const named = Object.fromEntries(Object.keys(facts).map((key) => [key, read[key]]));
          expect(named, `product ${index}`).to.deep.equal(facts);
        }
      });

      it("makes one work of each record, however often it stands there, and tells which replace others", async () => {
        const { header, products } = await read([sample(name)]);
        const repeated = Object.values(expected.repeated_record_references ?? {}).flatMap(
          ([, ...later]) => later,
        );
        const told = products.filter(({ supersedes }) => supersedes !== null).map(({ index }) => index);
        expect(told.slice(0, repeated.length)).to.deep.equal(repeated);
        expect(products.length - told.length).to.equal(expected.distinct_record_references);
        const works = products.map(({ product }) => toWork(product, header?.header ?? { sender: null }));
        const ids = works.map((work) =>
          work.outcome === "register" ? work.draft.fingerprint : work.reasons,
        );
        expect(new Set(ids).size).to.equal(expected.distinct_record_references);
      });
    });
  }

  it("finds nothing to say of the messages that are valid", async () => {
    for (const [name, { checks }] of Object.entries(files)) {
      if (checks.schema_valid !== true) continue;
      const { codes } = await read([sample(name)]);
      expect(
        codes.filter((code) => code !== "record-repeated"),
        name,
      ).to.deep.equal([]);
    }
  });

  it("tells each fault of the message that is not valid", async () => {
    const { header, products } = await read([sample("google-sample-schema-invalid.xml")]);
    const told = [...(header?.problems ?? []), ...(products[0]?.problems ?? [])];
    expect(told.map(({ line, code, element }) => `${line} ${code} ${element}`).sort()).to.deep.equal([
      "109 not-a-country Territory",
      "114 out-of-order CountriesIncluded",
      "13 repeated-element Sender",
      "133 unknown-code CurrencyCode",
      "5 missing-element Sender",
      "58 wrong-unit Extent",
    ]);
  });

  it("gives the same products from short tags as from reference tags", async () => {
    const short = await read([sample("roseanna-3.0-short.xml")]);
    const reference = await read([sample("roseanna-3.0-reference.xml")]);
    // The two samples differ in the version of one subject scheme.
    const facts = ({ products }: typeof short) =>
      products.map(({ product, problems }) => ({
        ...product,
        subjects: product.subjects.map((subject) => ({ ...subject, schemeVersion: null })),
        problems,
      }));
    expect(facts(short)).to.deep.equal(facts(reference));
    expect(short.header?.header.sender).to.deep.equal(reference.header?.header.sender);
  });
});
