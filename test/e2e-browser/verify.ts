import { createHash } from "node:crypto";
import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import type { Page, Request } from "playwright-core";
import { newVisitor, open, type Stage, type Visitor } from "./browser.ts";
import { deng } from "./works.ts";

const bytes = Buffer.from(deng.text.normalize("NFC"), "utf8");
const poem = { name: "poem.txt", mimeType: "text/plain", buffer: bytes };
const other = { name: "other.bin", mimeType: "application/octet-stream", buffer: Buffer.alloc(5_000_000, 7) };
const fingerprintOf = (data: Buffer) => `0x${createHash("sha256").update(data).digest("hex")}`;

export function describeVerify(stage: Stage): void {
  describe("the check of files", () => {
    let visitor: Visitor;
    let page: Page;
    let requests: Request[];
    beforeEach(async () => {
      visitor = await newVisitor(stage);
      page = visitor.page;
      requests = [];
      visitor.context.on("request", (request) => requests.push(request));
      await open(page, "/verify", "Is this work registered?");
    });
    afterEach(async () => {
      await visitor.context.close();
      expect(visitor.complaints).to.deep.equal([]);
    });

    const card = (name: string) => page.getByRole("article").filter({ hasText: name });

    /** Drops files on the page as a file manager does. */
    async function drop(files: { name: string; mimeType: string; buffer: Buffer }[]): Promise<void> {
      const plain = files.map(({ name, mimeType, buffer }) => ({
        name,
        mimeType,
        data: buffer.toString("base64"),
      }));
      const dataTransfer = await page.evaluateHandle((dropped) => {
        const transfer = new DataTransfer();
        for (const { name, mimeType, data } of dropped) {
          const content = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
          transfer.items.add(new File([content], name, { type: mimeType }));
        }
        return transfer;
      }, plain);
      for (const type of ["dragenter", "dragover", "drop"]) {
        await page.getByRole("main").dispatchEvent(type, { dataTransfer });
      }
    }

    /** What was asked of the API about fingerprints. */
    const asked = () =>
      requests.map((each) => new URL(each.url()).pathname).filter((path) => /verify\//.test(path));

    it("finds a registered file by its bytes, and tells who holds it since when", async () => {
      await drop([poem]);
      const answer = card("poem.txt");
      await answer.getByText("Registered", { exact: true }).first().waitFor();
      await answer.getByText("Author: 陳子昂").waitFor();
      await answer.getByText(/^0x[0-9a-fA-F]{40}$/).waitFor();
      await answer.getByText(fingerprintOf(bytes)).waitFor();
      await answer.getByRole("link", { name: deng.title }).click();
      await page.getByRole("heading", { level: 1, name: deng.title }).waitFor();
    });

    it("sends the fingerprint and nothing of the file", async () => {
      await drop([poem]);
      await card("poem.txt").getByText("Registered", { exact: true }).first().waitFor();
      expect(asked()).to.deep.equal([`/api/v1/verify/${fingerprintOf(bytes)}`]);
      for (const request of requests) {
        expect(request.method(), request.url()).to.equal("GET");
        expect(request.postDataBuffer(), request.url()).to.equal(null);
        expect(new URL(request.url()).origin).to.equal(stage.url);
        expect(decodeURIComponent(request.url())).not.to.contain(deng.text.slice(0, 4));
        expect(JSON.stringify(request.headers())).not.to.contain("poem.txt");
      }
    });

    it("says of another file that it is not registered", async () => {
      await drop([other]);
      await card("other.bin").getByText("Not registered", { exact: true }).waitFor();
      await card("other.bin").getByText(fingerprintOf(other.buffer)).waitFor();
      expect(await card("other.bin").getByText("Registered", { exact: true }).count()).to.equal(0);
    });

    it("checks several chosen files at once, from the keyboard", async () => {
      const chooser = page.waitForEvent("filechooser");
      await page.getByLabel("Choose files").focus();
      await page.keyboard.press("Enter");
      const almost = { ...poem, name: "almost.txt", buffer: Buffer.concat([bytes, Buffer.from("\n")]) };
      await (await chooser).setFiles([poem, other, almost]);
      await card("poem.txt").getByText("Registered", { exact: true }).first().waitFor();
      await card("other.bin").getByText("Not registered", { exact: true }).waitFor();
      await card("almost.txt").getByText("Not registered", { exact: true }).waitFor();
      await page.getByRole("status").filter({ hasText: "3 checked. 1 is registered." }).waitFor();
      await page.getByRole("button", { name: "Clear", exact: true }).click();
      expect(await page.getByRole("article").count()).to.equal(0);
    });

    it("checks a text after bringing it to NFC", async () => {
      await page.getByLabel("Check a text").fill(deng.text.normalize("NFD"));
      await page.getByRole("button", { name: "Check this text" }).click();
      await card("Text “前不見古人").getByRole("link", { name: deng.title }).waitFor();
      expect(asked()).to.deep.equal([`/api/v1/verify/${fingerprintOf(bytes)}`]);
    });

    it("checks a fingerprint computed elsewhere, and refuses what is none without asking", async () => {
      const box = page.getByLabel("Check a fingerprint");
      await box.fill("1234");
      await box.press("Enter");
      await page.getByText("A SHA-256 is 64 digits").waitFor();
      expect(asked()).to.deep.equal([]);
      await box.fill(fingerprintOf(bytes).slice(2).toUpperCase());
      await box.press("Enter");
      await card("Fingerprint").getByRole("link", { name: deng.title }).waitFor();
    });

    it("says so when the ledger does not answer, and asks again without reading the file again", async () => {
      await page.route("**/api/v1/verify/*", (route) => route.abort());
      await drop([poem]);
      await card("poem.txt").getByRole("alert").waitFor();
      await page.unroute("**/api/v1/verify/*");
      await card("poem.txt").getByRole("button", { name: "Try again" }).click();
      await card("poem.txt").getByRole("link", { name: deng.title }).waitFor();
    });
  });
}
