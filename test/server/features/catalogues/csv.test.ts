import { expect } from "chai";
import { parse } from "csv-parse/sync";
import { describe, it } from "mocha";
import { csvRow } from "../../../../server/features/catalogues/csv.ts";
import { seeded } from "../../domain/random.ts";

describe("a row of a CSV report", () => {
  it("quotes what would break it", () => {
    expect(csvRow(["1", "plain", ""])).to.equal("1,plain,\r\n");
    expect(csvRow(['say "春"', "a,b", "two\nlines"])).to.equal('"say ""春""","a,b","two\nlines"\r\n');
    expect(csvRow(["lone\rreturn"])).to.equal('"lone\rreturn"\r\n');
  });

  it("keeps a spreadsheet from running a cell as a formula", () => {
    for (const formula of ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", "＠x"]) {
      expect(csvRow([formula]).startsWith(`'${formula}`), formula).to.equal(true);
    }
    expect(csvRow(['=HYPERLINK("http://x")'])).to.equal('"\'=HYPERLINK(""http://x"")"\r\n');
    expect(csvRow(["\r=1"])).to.equal('"\'\r=1"\r\n');
    expect(csvRow(["a=1", "1-1"])).to.equal("a=1,1-1\r\n");
  });

  it("is read back as it was written", () => {
    const random = seeded(8);
    for (let round = 0; round < 200; round += 1) {
      const cells = Array.from({ length: random.integer(1, 6) }, () =>
        random.text(["a", "春", '"', ",", "\r", "\n", " ", ";", "="], random.integer(0, 6)),
      );
      const expected = cells.map((cell) => (/^[=\r]/.test(cell) ? `'${cell}` : cell));
      expect(parse(csvRow(cells), { record_delimiter: "\r\n" })).to.deep.equal([expected]);
    }
  });
});
