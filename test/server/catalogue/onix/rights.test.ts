import { expect } from "chai";
import { describe, it } from "mocha";
import { territoryMask, territorySet } from "../../../../server/catalogue/onix/product/territory.ts";
import type { OnixProduct, TerritorySet } from "../../../../server/catalogue/onix/types.ts";
import { territories } from "../../../../server/domain/tables/territories.ts";
import { seeded } from "../../domain/random.ts";
import { readOne } from "./support.ts";

const element = (name: string, codes: string) => (codes === "" ? "" : `<${name}>${codes}</${name}>`);

interface Statement {
  readonly type?: string;
  readonly countries?: string;
  readonly regions?: string;
  readonly exCountries?: string;
  readonly exRegions?: string;
}

const territory = ({ countries = "", regions = "", exCountries = "", exRegions = "" }: Statement) =>
  "<Territory>" +
  element("CountriesIncluded", countries) +
  element("RegionsIncluded", regions) +
  element("CountriesExcluded", exCountries) +
  element("RegionsExcluded", exRegions) +
  "</Territory>";
const rights = (statement: Statement) =>
  `<SalesRights><SalesRightsType>${statement.type ?? "01"}</SalesRightsType>${territory(statement)}</SalesRights>`;
const PUBLISHER =
  "<Publisher><PublishingRole>01</PublishingRole><PublisherName>P</PublisherName></Publisher>";
const row = (type: string) => `<ROWSalesRightsType>${type}</ROWSalesRightsType>`;

const readRights = (content: string) => readOne({ publishing: PUBLISHER + content });
const world = (...codes: string[]) => ({ world: true, codes });
const only = (...codes: string[]) => ({ world: false, codes });
const sets = ({ salesRights }: OnixProduct) => salesRights.map(({ territories: set }) => set);

describe("Sales rights of ONIX", () => {
  it("cover the countries and regions they name, less those they exclude", async () => {
    const cases: [Statement, TerritorySet][] = [
      [{ countries: "JP KR" }, only("JP", "KR") as TerritorySet],
      [{ regions: "WORLD" }, world() as TerritorySet],
      [{ regions: "WORLD", exCountries: "US CA" }, world("CA", "US") as TerritorySet],
      [{ countries: "CN XK" }, only("CN", "XK") as TerritorySet],
      [{ countries: "\n CN\t HK\n" }, only("CN", "HK") as TerritorySet],
    ];
    for (const [statement, expected] of cases) {
      const { product, codes } = await readRights(rights(statement));
      expect(sets(product), JSON.stringify(statement)).to.deep.equal([expected]);
      expect(codes).to.deep.equal([]);
    }
  });

  it("take the regions that are territories of their own for these, and no other for a country", async () => {
    const whole = await readRights(rights({ regions: "CN-HK CN-71 GB-CHA" }));
    expect(sets(whole.product)).to.deep.equal([only("GG", "HK", "JE", "TW")]);
    expect(whole.codes).to.deep.equal([]);
    const part = await readRights(rights({ countries: "FR", regions: "CN-BJ US-NY" }));
    expect(sets(part.product)).to.deep.equal([only("FR")]);
    expect(part.codes).to.deep.equal(["part-of-country", "part-of-country"]);
    const without = await readRights(rights({ regions: "WORLD", exRegions: "CN-BJ CN-HK" }));
    expect(sets(without.product)).to.deep.equal([world("CN", "HK")]);
  });

  it("leave out what is no country, and cover nothing where such a code is excluded", async () => {
    const included = await readRights(rights({ countries: "WORLD UK FR ZZ" }));
    expect(included.product.salesRights[0]?.countriesIncluded).to.deep.equal(["WORLD", "UK", "FR", "ZZ"]);
    expect(sets(included.product)).to.deep.equal([only("FR")]);
    expect(included.codes).to.deep.equal(["not-a-country", "not-a-country", "not-a-country"]);
    const region = await readRights(rights({ regions: "EUROPE ROW", countries: "FR" }));
    expect(sets(region.product)).to.deep.equal([only("FR")]);
    expect(region.codes).to.deep.equal(["not-a-region", "not-a-region"]);
    const excluded = await readRights(rights({ regions: "WORLD", exCountries: "UK" }));
    expect(sets(excluded.product)).to.deep.equal([only()]);
    expect(excluded.codes).to.deep.equal(["not-a-country"]);
  });

  it("know that the euro area and former countries have no fixed members", async () => {
    const included = await readRights(rights({ countries: "AN IT", regions: "ECZ" }));
    expect(sets(included.product)).to.deep.equal([only("IT")]);
    expect(included.codes).to.deep.equal(["territory-open", "territory-open"]);
    const excluded = await readRights(rights({ regions: "WORLD", exRegions: "ECZ", exCountries: "AN" }));
    expect(
      territoryMask(sets(excluded.product)[0] as TerritorySet) & territories.mask(["FR", "BG", "CW", "AW"]),
    ).to.equal(0n);
    expect(
      territoryMask(sets(excluded.product)[0] as TerritorySet) & territories.mask(["GB", "CN"]),
    ).to.not.equal(0n);
  });

  it("are read where only the spelling is wrong, and it is told", async () => {
    const { product, codes } = await readRights(rights({ countries: "gb, IE; fr" }));
    expect(sets(product)).to.deep.equal([only("FR", "GB", "IE")]);
    expect(codes).to.deep.equal(["wrong-form", "wrong-form", "wrong-form"]);
    const late = await readRights(
      rights({}).replace(
        "<Territory>",
        "<Territory><RegionsIncluded>WORLD</RegionsIncluded><CountriesIncluded>FR</CountriesIncluded>",
      ),
    );
    expect([sets(late.product), late.codes]).to.deep.equal([[world()], ["out-of-order"]]);
  });

  it("are left open where it is not certain what they say", async () => {
    const twice = "<CountriesExcluded>US</CountriesExcluded><CountriesExcluded>CA</CountriesExcluded>";
    const cases = [
      rights({ type: "99", regions: "WORLD" }),
      rights({ type: "00", regions: "WORLD" }),
      rights({ regions: "WORLD" }).replace(/<SalesRightsType>01<.SalesRightsType>/, ""),
      rights({ regions: "WORLD" }).replace("<Territory>", "<SalesRightsType>02</SalesRightsType><Territory>"),
      rights({ regions: "WORLD" }).replace("</Territory>", "</Territory><Territory/>"),
      rights({ regions: "WORLD" }).replace("</Territory>", `${twice}</Territory>`),
      rights({ regions: "WORLD" }).replace(
        "</Territory>",
        "<CountryExcluded>US</CountryExcluded></Territory>",
      ),
      rights({ regions: "WORLD" }).replace(
        "</Territory>",
        "</Territory><RightsTerritory>US</RightsTerritory>",
      ),
      rights({ regions: "WORLD", exCountries: "US<b>CA</b>" }),
      rights({ regions: "WORLD", exCountries: "US ".repeat(4_000) }),
      "<SalesRights><SalesRightsType>01</SalesRightsType></SalesRights>",
    ];
    for (const content of cases) {
      const { product, codes } = await readRights(content + row("03"));
      expect(sets(product), content.slice(0, 300)).to.deep.equal([null]);
      expect(codes).to.include("rights-open");
      expect(product.restOfWorld).to.equal(null);
    }
  });

  it("are left open, all of them, where more of them stands astray", async () => {
    const stray = rights({ type: "06", countries: "US" });
    const { product, codes } = await readOne({
      publishing: PUBLISHER + rights({ regions: "WORLD" }),
      more: stray,
    });
    expect(sets(product)).to.deep.equal([null]);
    expect(codes).to.deep.equal(["unexpected-element", "rights-open"]);
    const inside = await readRights(rights({ regions: "WORLD" }) + territory({ countries: "US" }));
    expect(sets(inside.product)).to.deep.equal([null]);
  });

  it("are certain for no territory of which two statements say different things", async () => {
    const { product, codes } = await readRights(
      rights({ regions: "WORLD" }) + rights({ type: "06", countries: "US CN" }) + rights({ countries: "FR" }),
    );
    expect(sets(product)).to.deep.equal([world("CN", "US"), only(), only("FR")]);
    expect(codes).to.deep.equal(["rights-conflict"]);
  });

  it("name the rest of the world only where nothing else may have named it", async () => {
    const some = rights({ countries: "GB", regions: "US-NY" }) + rights({ type: "03", countries: "CN" });
    const part = await readRights(some + row("02"));
    expect(part.product.rowSalesRightsType).to.equal("02");
    expect(part.product.restOfWorld).to.deep.equal(world("CN", "GB", "US"));
    const unknown = await readRights(rights({ countries: "GB UK" }) + row("02"));
    expect([unknown.product.rowSalesRightsType, unknown.product.restOfWorld]).to.deep.equal(["02", null]);
    const alone = await readRights(row("02"));
    expect([alone.product.restOfWorld, alone.codes]).to.deep.equal([null, ["rights-open"]]);
    const open = await readRights(rights({ countries: "GB" }) + row("00"));
    expect(open.product.restOfWorld).to.deep.equal(world("GB"));
    const absent = await readRights(rights({ countries: "GB" }));
    expect([absent.product.rowSalesRightsType, absent.product.restOfWorld]).to.deep.equal([null, null]);
    const wrong = await readRights(rights({ countries: "GB" }) + row("9"));
    expect([wrong.product.restOfWorld, wrong.codes]).to.deep.equal([null, ["unknown-code", "rights-open"]]);
  });

  it("are none where none are said", async () => {
    const { product } = await readOne({});
    expect([product.salesRights, product.rowSalesRightsType, product.restOfWorld]).to.deep.equal([
      [],
      null,
      null,
    ]);
  });

  it("keep their restrictions, and those of the product", async () => {
    const restriction = (type: string) =>
      `<SalesRestriction><SalesRestrictionType>${type}</SalesRestrictionType><SalesOutlet><SalesOutletIdentifier>` +
      "<SalesOutletIDType>03</SalesOutletIDType><IDValue>AMZ</IDValue></SalesOutletIdentifier></SalesOutlet>" +
      "<SalesRestrictionNote>note</SalesRestrictionNote><EndDate>20270101</EndDate></SalesRestriction>";
    const own = rights({ regions: "WORLD" }).replace("</SalesRights>", `${restriction("04")}</SalesRights>`);
    const { product, codes } = await readRights(own + restriction("09"));
    const expected = {
      outlets: [{ name: null, identifiers: [{ type: "03", typeName: null, value: "AMZ" }] }],
      notes: ["note"],
      startDate: null,
      endDate: "20270101",
    };
    expect(product.salesRights[0]?.restrictions).to.deep.equal([{ type: "04", ...expected }]);
    expect(product.salesRestrictions).to.deep.equal([{ type: "09", ...expected }]);
    expect(codes).to.deep.equal([]);
  });

  it("never cover more than a slow reading of the words, whatever codes they use", async () => {
    const { integer, pick } = seeded(11);
    const countries = ["FR", "GB", "US", "CN", "HK", "UK", "WORLD", "AN", "fr"];
    const regions = ["WORLD", "CN-HK", "US-NY", "ECZ", "EUROPE", "GB-IOM"];
    const some = (codes: string[]) => Array.from({ length: integer(0, 3) }, () => pick(codes)).join(" ");
    for (let round = 0; round < 300; round += 1) {
      const statement = {
        countries: some(countries),
        regions: some(regions),
        exCountries: some(countries),
        exRegions: some(regions),
      };
      const { product } = await readRights(rights(statement));
      const [set] = sets(product) as [TerritorySet];
      const covered = territories.codesIn(territoryMask(set));
      expect(territorySet(territoryMask(set))).to.deep.equal(set);
      for (const code of ["FR", "GB", "US", "CN", "HK", "IM", "CW", "JP"]) {
        expect(covered.includes(code as never), `${code} in ${JSON.stringify(statement)}`).to.equal(
          surely(code, statement),
        );
      }
    }
  });
});

/** Word by word: in if some word surely means the whole of it, and no excluded word may touch it. */
function surely(
  code: string,
  { countries, regions, exCountries, exRegions }: Required<Omit<Statement, "type">>,
): boolean {
  const words = (text: string) => text.split(" ").filter((word) => word !== "");
  const means = (kind: "country" | "region", word: string): "yes" | "perhaps" | "no" => {
    if (kind === "country") {
      if (word === "UK" || word === "WORLD") return "perhaps";
      if (word === "AN") return code === "CW" ? "perhaps" : "no";
      return word.toUpperCase() === code ? "yes" : "no";
    }
    if (word === "WORLD") return "yes";
    if (word === "EUROPE") return "perhaps";
    if (word === "ECZ") return code === "FR" ? "perhaps" : "no";
    if (word === "US-NY") return code === "US" ? "perhaps" : "no";
    return (word === "CN-HK" && code === "HK") || (word === "GB-IOM" && code === "IM") ? "yes" : "no";
  };
  const all = (list: [string, string]) => [
    ...words(list[0]).map((word) => means("country", word)),
    ...words(list[1]).map((word) => means("region", word)),
  ];
  return (
    all([countries, regions]).includes("yes") &&
    all([exCountries, exRegions]).every((answer) => answer === "no")
  );
}
