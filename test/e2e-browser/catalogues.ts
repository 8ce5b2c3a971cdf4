import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import type { Page, Request } from "playwright-core";
import { expectAccessible, newVisitor, open, type Stage, type Visitor } from "./browser.ts";

const onix = (name: string) => join(import.meta.dirname, "../fixtures/onix", name);

export function describeCatalogues(stage: Stage): void {
  describe("the page of a catalogue", () => {
    let visitor: Visitor;
    let page: Page;
    beforeEach(async () => {
      visitor = await newVisitor(stage);
      page = visitor.page;
      await open(page, "/catalogues", "Register a catalogue");
    });
    afterEach(async () => {
      await visitor.context.close();
      expect(visitor.complaints).to.deep.equal([]);
    });

    const send = () => page.getByRole("button", { name: "Send the records" }).click();
    const sign = () => page.getByRole("button", { name: "Sign the documents" }).click();
    const state = (name: string) =>
      page.getByRole("heading", { level: 2, name: "Progress" }).getByText(name, { exact: true }).waitFor();

    /** Records that no other test has, one of them bad. */
    function poems(count: number): {
      text: string;
      file: { name: string; mimeType: string; buffer: Buffer };
    } {
      const text = `床前明月光 ${randomBytes(8).toString("hex")}`;
      const lines = Array.from({ length: count }, (_, index) =>
        JSON.stringify({ ref: `p-${index}`, title: `靜夜思 ${index}`, text: `${text} ${index}` }),
      );
      const bad = JSON.stringify({ ref: "p-bad", title: "" });
      const buffer = Buffer.from(`${lines.join("\n")}\n${bad}\n`);
      return { text, file: { name: "poems.ndjson", mimeType: "application/x-ndjson", buffer } };
    }

    it("registers a file's works under a demo account, and tells why a record was refused", async () => {
      const requests: Request[] = [];
      page.on("request", (request) => requests.push(request));
      const { text, file } = poems(3);
      await page.getByLabel("File").setInputFiles(file);
      await send();
      await page.getByRole("heading", { level: 1, name: "poems.ndjson" }).waitFor();
      await state("Waiting for a signature");
      await sign();
      await state("Done");
      const bad = page.getByRole("article").filter({ hasText: "p-bad" });
      await bad.getByText("Refused", { exact: true }).waitFor();
      await bad.getByText(/title: has 0 characters/).waitFor();
      for (const request of requests) {
        expect(request.postData() ?? "", request.url()).not.to.contain(text);
      }

      const download = page.waitForEvent("download");
      await page.getByRole("link", { name: "Download the whole report (CSV)" }).click();
      const report = await readFile(await (await download).path(), "utf8");
      expect(
        report
          .trimEnd()
          .split("\r\n")
          .map((line) => line.split(",")[2]),
      ).to.deep.equal(["outcome", "taken", "taken", "taken", "refused"]);
      await page.getByLabel("Show").selectOption("taken");
      await page
        .getByRole("article")
        .filter({ hasText: "p-0" })
        .getByRole("link", { name: /Open the work/ })
        .click();
      await page.getByRole("heading", { level: 1, name: "靜夜思 0" }).waitFor();
    });

    it("tells where an ONIX message breaks, and takes nothing of it", async () => {
      await page.getByLabel("File").setInputFiles(onix("broken-control-character.xml"));
      await send();
      await state("File refused");
      await page.getByRole("alert").filter({ hasText: "line 123, column 85" }).waitFor();
    });

    it("leads from a record's work to its file and back, and shows what was said of the edition", async () => {
      await page.getByLabel("File").setInputFiles(onix("roseanna-3.0-reference.xml"));
      await send();
      await state("Waiting for a signature");
      await sign();
      await state("Done");
      await page
        .getByRole("article")
        .getByRole("link", { name: /Open the work/ })
        .click();
      await page.getByRole("heading", { level: 1, name: "Roseanna" }).waitFor();
      await page.getByText("the SHA-256 of the work's canonical catalogue record").waitFor();
      const edition = page.getByRole("region", { name: "Edition" });
      await edition.getByText("HarperCollins Publishers").waitFor();
      await edition.getByText("Exclusive:", { exact: true }).waitFor();
      await edition.getByText("Non-exclusive:", { exact: true }).waitFor();
      const record = new URL(page.url()).pathname.split("/").at(-1) ?? "";

      const text = `The file ${randomBytes(8).toString("hex")}`;
      const [file] = await stage.importWorks([{ title: "Roseanna, the file", text, record }]);
      await page.reload();
      await page.getByRole("link", { name: "Roseanna, the file" }).click();
      await page.getByRole("heading", { level: 1, name: "Roseanna, the file" }).waitFor();
      expect(new URL(page.url()).pathname).to.equal(`/works/${file}`);
      const link = page.getByRole("region", { name: "Catalogue record and file" }).getByRole("link");
      expect(await link.getAttribute("href")).to.equal(`/works/${record}`);
      await expectAccessible(page, "a file with its record");
      await link.click();
      await page.getByRole("heading", { level: 1, name: "Roseanna", exact: true }).waitFor();
      await expectAccessible(page, "a record with its file and edition");
      const download = page.waitForEvent("download");
      await page.getByRole("link", { name: "Download as ONIX 3.1" }).click();
      const message = await readFile(await (await download).path(), "utf8");
      expect(message).to.contain(`<RecordReference>${record}</RecordReference>`);
    });

    it("waits for a signature through a reload, and can be cancelled", async () => {
      await page.getByLabel("File").setInputFiles(poems(2).file);
      await send();
      await state("Waiting for a signature");
      await page.reload();
      await state("Waiting for a signature");
      await page.getByRole("button", { name: "Cancel what is not registered yet" }).click();
      await state("Cancelled");
      expect(await page.getByRole("button", { name: "Sign the documents" }).count()).to.equal(0);
    });

    it("says so of a file that is no catalogue, and sends nothing", async () => {
      const file = { name: "cover.jpg", mimeType: "image/jpeg", buffer: Buffer.from("x") };
      await page.getByLabel("File").setInputFiles(file);
      await page.getByRole("alert").filter({ hasText: "no catalogue by its name" }).waitFor();
      expect(await page.getByRole("button", { name: "Send the records" }).isDisabled()).to.equal(true);
    });

    it("signs with a wallet that announces itself, and says so when its holder refuses", async () => {
      const { demoAccounts } = (await (await fetch(`${stage.url}/api/v1/network`)).json()) as {
        demoAccounts: { role: string; address: string; privateKey: string }[];
      };
      const agent = demoAccounts.find(({ role }) => role === "agent");
      const { Wallet } = await import("ethers");
      const wallet = new Wallet(agent?.privateKey ?? "");
      let refusals = 1;
      await page.exposeFunction("walletAnswer", async (method: string, params: unknown[]) => {
        if (method === "eth_requestAccounts") return [wallet.address.toLowerCase()];
        if (method === "wallet_switchEthereumChain") return null;
        if (refusals > 0) {
          refusals -= 1;
          return { refused: "User rejected the request." };
        }
        const data = JSON.parse(String(params[1])) as Parameters<typeof typesOf>[0];
        expect(data.types.EIP712Domain?.map(({ name }) => name)).to.deep.equal(Object.keys(data.domain));
        return wallet.signTypedData(data.domain, typesOf(data), data.message);
      });
      await page.addInitScript(() => {
        const answer = (window as unknown as Record<string, (...call: unknown[]) => Promise<unknown>>)
          .walletAnswer;
        const provider = {
          async request({ method, params = [] }: { method: string; params?: unknown[] }) {
            const result = (await answer?.(method, params)) as { refused?: string } | null;
            if (result?.refused) throw { code: 4001, message: result.refused };
            return result;
          },
        };
        const detail = Object.freeze({ info: { uuid: "test", name: "Test wallet" }, provider });
        window.addEventListener("eip6963:requestProvider", () =>
          window.dispatchEvent(new CustomEvent("eip6963:announceProvider", { detail })),
        );
      });
      await page.reload();
      await page.getByRole("button", { name: "Connect Test wallet" }).click();
      await page.getByLabel("Registered for").selectOption(wallet.address);
      await page.getByLabel("File").setInputFiles(poems(1).file);
      await send();
      await state("Waiting for a signature");
      await sign();
      await page
        .getByRole("alert")
        .filter({ hasText: "The wallet did not agree: User rejected the request." })
        .waitFor();
      await sign();
      await state("Done");
    });

    it("is without fault for axe in every state, in both languages", async () => {
      await expectAccessible(page, "/catalogues");
      await page.getByLabel("File").setInputFiles(poems(1).file);
      await send();
      await state("Waiting for a signature");
      await expectAccessible(page, "a catalogue that waits");
      await sign();
      await state("Done");
      await expectAccessible(page, "a catalogue that is done");
      await page
        .getByRole("button", { name: "中文" })
        .or(page.getByRole("link", { name: "中文" }))
        .first()
        .click();
      await page.getByText("已完成", { exact: true }).waitFor();
      await expectAccessible(page, "a catalogue that is done, in Chinese");
      await page.setViewportSize({ width: 320, height: 640 });
      const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(excess).to.be.at.most(0);
    });
  });
}

/** The types as ethers wants them: without the domain's. */
function typesOf({
  types: { EIP712Domain: _, ...types },
}: {
  domain: Record<string, string>;
  types: Record<string, { name: string; type: string }[]>;
  message: Record<string, unknown>;
}) {
  return types;
}
