import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { toWork } from "../../../../server/catalogue/onix/work/to-work.ts";
import { ONIX_LIMITS } from "../../../../server/catalogue/onix/xml/limits.ts";
import { bytesOf, message, product, REFERENCE, read, readText, sample, TITLE } from "./support.ts";

const titled = (title: string) => message(product({ detail: TITLE.replace("Title<", `${title}<`) }));
const withDoctype = (doctype: string, title = "&e;") => `<?xml version="1.0"?>\n${doctype}\n${titled(title)}`;

/** The start of a message, then the same piece for ever. */
async function* endless(start: string, piece: string): AsyncGenerator<Uint8Array> {
  yield bytesOf(start);
  const bytes = bytesOf(piece.repeat(1 + Math.floor(65_536 / piece.length)));
  for (;;) yield bytes;
}

describe("Attacks in an ONIX message", () => {
  let address: string;
  let requests = 0;
  let folder: string;
  const server = createServer((_, response) => {
    requests += 1;
    response.end('<!ENTITY e "fetched">');
  });

  before(async () => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    folder = await mkdtemp(join(tmpdir(), "onix-"));
    await writeFile(join(folder, "secret.txt"), "the secret");
  });
  after(async () => {
    server.close();
    await rm(folder, { recursive: true });
  });

  it("cannot make entities grow", async () => {
    const lines = Array.from({ length: 30 }, (_, n) => `<!ENTITY l${n + 1} "&l${n};&l${n};&l${n};&l${n};">`);
    const laughs = `<!DOCTYPE ONIXMessage [<!ENTITY l0 "ha">${lines.join("")}]>`;
    const attribute = `<!DOCTYPE ONIXMessage [<!ENTITY a "${"a".repeat(50_000)}">]>`;
    for (const doctype of [laughs, attribute]) {
      const { header, refusal } = await readText(withDoctype(doctype, "&l30;"));
      expect([header, refusal?.code, refusal?.line]).to.deep.equal([undefined, "entity-refused", 2]);
      expect(refusal?.message).to.contain("the DOCTYPE declares an entity");
    }
  });

  it("cannot make it fetch: neither entities, nor parameter entities, nor a DTD", async () => {
    const file = pathToFileURL(join(folder, "secret.txt")).href;
    const refused = [
      `<!DOCTYPE ONIXMessage [<!ENTITY e SYSTEM "${address}/entity">]>`,
      `<!DOCTYPE ONIXMessage [<!ENTITY e SYSTEM "${file}">]>`,
      `<!DOCTYPE ONIXMessage [<!ENTITY e SYSTEM "/etc/passwd">]>`,
      `<!DOCTYPE ONIXMessage [<!ENTITY % p SYSTEM "${address}/parameter"> %p;]>`,
      "<!DOCTYPE ONIXMessage [ %remote; ]>",
      `<!DOCTYPE ONIXMessage SYSTEM "${address}/dtd">`,
      `<!DOCTYPE ONIXMessage PUBLIC "-//x//y" "${address}/dtd">`,
    ];
    for (const doctype of refused) {
      const reading = await readText(withDoctype(doctype));
      expect(reading.refusal?.code, doctype).to.equal("entity-refused");
      expect(JSON.stringify(reading)).to.not.contain("the secret");
    }
    const include = `${REFERENCE}<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="${address}/include"/>`;
    await readText(`<?xml-stylesheet href="${address}/style"?>${include}</ONIXMessage>`);
    expect(requests).to.equal(0);
  });

  it("takes a DOCTYPE that does no harm", async () => {
    const harmless = [
      '<!DOCTYPE ONIXMessage SYSTEM "http://www.editeur.org/onix/3.0/reference/onix-international.dtd">',
      "<!DOCTYPE ONIXMessage>",
      "<!DOCTYPE ONIXMessage [<!ELEMENT Product ANY> <!-- % and [ do no harm -->]>",
    ];
    for (const doctype of harmless) {
      const { products, refusal } = await readText(withDoctype(doctype, "100 % [whole]"));
      expect(refusal?.message, doctype).to.equal(undefined);
      expect(products[0]?.product.title).to.equal("100 % [whole]");
    }
  });

  it("knows no entities but XML's own and numbers of characters", async () => {
    const { products } = await readText(titled("&lt;&amp;&gt;&quot;&apos;&#x4E2D;&#20013;"));
    expect(products[0]?.product.title).to.equal("<&>\"'中中");
    for (const title of ["&nbsp;", "&eacute;", "&constructor;", "&__proto__;"]) {
      const { refusal } = await readText(titled(title));
      expect(refusal?.code, title).to.equal("not-well-formed");
      expect(refusal?.message).to.contain(`the entity ${title} is not declared`);
    }
    for (const title of ["&#0;", "&#x1F;", "&#xD800;", "&#x110000;", "&#xFFFF;", "&;", "& "]) {
      expect((await readText(titled(title))).refusal?.code, title).to.equal("not-well-formed");
    }
  });

  it("refuses characters that XML does not have, wherever they stand", async () => {
    for (const sign of ["\u0000", "\u0008", "\u000b", "\u001b", "\ufffe", "\uffff"]) {
      for (const text of [
        titled(`a${sign}`),
        message(`<!--${sign}-->`),
        message(`<x y="${sign}"/>`),
        `${sign}${titled("a")}`,
      ]) {
        expect((await readText(text)).refusal?.code, JSON.stringify(sign)).to.equal("not-well-formed");
      }
    }
  });

  it("refuses elements that are nested without end", async () => {
    const { refusal } = await read(endless(REFERENCE, "<a>"));
    expect(refusal?.code).to.equal("too-deep");
    expect(refusal?.column).to.be.lessThan(1000);
    const nested = (depth: number) => message(`${"<a>".repeat(depth)}${"</a>".repeat(depth)}`);
    expect((await readText(nested(ONIX_LIMITS.depth - 1))).refusal).to.equal(undefined);
    expect((await readText(nested(ONIX_LIMITS.depth))).refusal?.code).to.equal("too-deep");
  });

  it("refuses a text, tag, comment, DOCTYPE or product without end, at the bound", async () => {
    const open = `${REFERENCE}<Product><DescriptiveDetail>`;
    const endlessly: [string, string, string][] = [
      ["text", `${open}<ProductForm>`, "x"],
      ["CDATA", `${open}<ProductForm><![CDATA[`, "x"],
      ["attribute", `${open}<ProductForm x="`, "x"],
      ["attributes", `${open}<ProductForm `, 'a="" '],
      ["name", `${open}<`, "x"],
      ["entity", `${open}<ProductForm>&`, "x"],
      ["comment", `${open}<!--`, "x"],
      ["instruction", `${open}<?x `, "x"],
      ["DOCTYPE", "<!DOCTYPE ONIXMessage [", " "],
      ["texts", `${open}`, "<ProductForm>BC</ProductForm>"],
      ["elements", `${open}`, "<ProductFormDetail/>"],
      ["elements passed over", `${open}`, "<Measure/>"],
      ["quoted DOCTYPE", '<!DOCTYPE ONIXMessage SYSTEM "', "x"],
    ];
    const limits = { tokenCharacters: 1 << 18, productCharacters: 1 << 20, productElements: 2_000 };
    for (const [what, start, piece] of endlessly) {
      const { refusal, products } = await read(endless(start, piece), { limits });
      expect([refusal?.code, products], what).to.deep.equal(["too-large", []]);
    }
  });

  it("refuses a text without end in an encoding that cannot be cut anywhere", async () => {
    async function* stream(): AsyncGenerator<Uint8Array> {
      yield bytesOf('<?xml version="1.0" encoding="GBK"?><ONIXMessage>');
      for (;;) yield new Uint8Array(1 << 16).fill(0xb0);
    }
    expect((await read(stream())).refusal?.code).to.equal("too-large");
  });

  it("takes no code for a property that every object has", async () => {
    const names = ["constructor", "__proto__", "toString", "valueOf", "hasOwnProperty"];
    for (const name of names) {
      const text = Buffer.from(sample("roseanna-3.1-reference.xml")).toString("utf8");
      const strange = text
        .replace(/>(01|02|03|15|16|20|93|10|00|A01|B06|eng|swe|GB|BC|04|WORLD)</g, `>${name}<`)
        .replace('textformat="05"', `${name}="${name}"`)
        .replace('dateformat="00"', `dateformat="${name}"`)
        .replace("Widely recognised", `&lt;p&gt;&amp;${name};&amp;a${name};`)
        .replace(`<NotificationType>${name}<`, "<NotificationType>03<")
        .replaceAll(`<TitleType>${name}<`, "<TitleType>01<");
      for (const [notification, outcome] of [
        ["03", "register"],
        [name, "refused"],
      ] as const) {
        const { header, products } = await readText(
          strange.replace("<NotificationType>03<", `<NotificationType>${notification}<`),
        );
        const work = products[0] && toWork(products[0].product, header?.header ?? { sender: null });
        expect(work?.outcome, name).to.equal(outcome);
        expect(JSON.stringify([products, work])).to.not.contain("native code");
      }
    }
  });

  it("tells a bounded number of problems of one product", async () => {
    const strange = Array.from({ length: 500 }, (_, n) => `<Strange${n}/>`).join("");
    const { products } = await readText(message(product({ detail: strange })));
    expect(products[0]?.problems).to.have.lengthOf(ONIX_LIMITS.problems + 1);
    expect(products[0]?.problems.at(-1)?.code).to.equal("more-problems");
  });
});
