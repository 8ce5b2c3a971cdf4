import { createHash } from "node:crypto";
import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import type { Page } from "playwright-core";
import type { WorkDetail } from "../../web/api-types.ts";
import { newVisitor, open, type Stage, type Visitor } from "./browser.ts";

export function describeWorkPage(stage: Stage): void {
  describe("the page of a work", () => {
    let visitor: Visitor;
    let page: Page;
    beforeEach(async () => {
      visitor = await newVisitor(stage);
      page = visitor.page;
    });
    afterEach(async () => {
      await visitor.context.close();
      expect(visitor.complaints).to.deep.equal([]);
    });

    async function workFromApi(workId = ""): Promise<WorkDetail> {
      return (await (await fetch(`${stage.url}/api/v1/works/${workId}`)).json()) as WorkDetail;
    }

    /** The text of a named fact. */
    async function fact(name: string): Promise<string | null> {
      const term = page.getByRole("term").filter({ hasText: name }).first();
      return term.locator("xpath=following-sibling::dd").textContent();
    }

    it("shows the facts that the API gives", async () => {
      const workId = stage.workIds[0] ?? "";
      const work = await workFromApi(workId);
      await open(page, `/works/${workId}`, "登幽州臺歌");

      expect(await page.title()).to.equal("登幽州臺歌 · Copyright Ledger");
      await page.getByText("Author: 陳子昂").waitFor();
      expect(await fact("Fingerprint")).to.contain(workId);
      expect(await fact("Holder")).to.contain(work.holder);
      expect(await fact("Legal class")).to.contain("Written work");
      expect(await fact("Genre")).to.equal("诗");
      expect(await fact("Metadata document")).to.contain(work.metadata.cid);
      expect(await fact("Encumbrances")).to.equal("None on this ledger");
      if (work.protectedUntil === null) {
        expect(await fact("Protected until"))
          .to.contain("End not known yet")
          .and.to.contain("Art. 23");
      } else {
        const year = new Date(work.protectedUntil).getUTCFullYear();
        expect(await fact("Protected until")).to.contain(`December 31, ${year}`);
      }
      const block = work.history[0]?.block;
      await page
        .getByRole("listitem")
        .filter({ hasText: `Block ${block}` })
        .first()
        .waitFor();
      await page.getByText(/^As of block \d+, final\.$/).waitFor();
    });

    it("gives the metadata document, whose bytes have the digest that is on chain", async () => {
      await open(page, `/works/${stage.workIds[2]}`, "Spring Song");
      const link = page.getByRole("link", { name: "Open the document" });
      const response = await page.request.get((await link.getAttribute("href")) ?? "");
      expect(response.status()).to.equal(200);
      const digest = `0x${createHash("sha256")
        .update(await response.body())
        .digest("hex")}`;
      expect(digest).to.equal((await workFromApi(stage.workIds[2])).metadata.digest);
      expect((await response.json()).name).to.equal("Spring Song");
    });

    it("shows original title and creators by role", async () => {
      await open(page, `/works/${stage.workIds[2]}`, "Spring Song");
      await page.getByText("春之歌").waitFor();
      await page.getByText("Composer: Ada Wong").waitFor();
      await page.getByText("Lyricist: Ben Li").waitFor();
      expect(await fact("Trade class")).to.equal("Music");
    });

    it("copies the whole fingerprint", async () => {
      await visitor.context.grantPermissions(["clipboard-read", "clipboard-write"]);
      await open(page, `/works/${stage.workIds[0]}`, "登幽州臺歌");
      await page.getByRole("button", { name: "Copy: Fingerprint (SHA-256)" }).click();
      await page.getByText("Copied").first().waitFor();
      expect(await page.evaluate(() => navigator.clipboard.readText())).to.equal(stage.workIds[0]);
    });

    it("says that a fingerprint is not registered, or is none", async () => {
      await open(page, `/works/0x${"ab".repeat(32)}`, "No such work on this ledger");
      await page.getByText("No work with this fingerprint is registered here.").waitFor();
      await open(page, "/works/42", "No such work on this ledger");
      await page.getByText("A work is named by its fingerprint").waitFor();
    });

    it("takes the focus when it is reached by a link, so that the keyboard goes on from there", async () => {
      await open(page, "/?query=春曉", "Find a work");
      await page.getByRole("link", { name: "春曉" }).press("Enter");
      const heading = page.getByRole("heading", { level: 1, name: "春曉" });
      await heading.waitFor();
      await page.waitForFunction(() => document.activeElement?.tagName === "H1");
      await page.keyboard.press("Tab");
      const focused = await page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
      expect(focused).to.equal("Copy: Fingerprint (SHA-256)");
    });
  });

  describe("a page that cannot be shown", () => {
    it("is told from the others, and leads to the search", async () => {
      const { context, page } = await newVisitor(stage);
      await open(page, "/no/such/page", "There is no such page");
      await page.getByRole("link", { name: "Search the ledger" }).click();
      await page.getByRole("heading", { level: 1, name: "Find a work" }).waitFor();
      await context.close();
    });

    it("stays within the site when the code of a page cannot be fetched", async () => {
      const { context, page } = await newVisitor(stage);
      await open(page, "/", "Find a work");
      await page.route("**/assets/verify-page*", (route) => route.abort());
      const menu = page.getByRole("navigation", { name: "Main" });
      await menu.getByRole("link", { name: "Verify a file" }).click();
      await page.getByRole("heading", { level: 1, name: "This page could not be shown" }).waitFor();
      await menu.getByRole("link", { name: "Institutions" }).click();
      await page.getByRole("heading", { level: 1, name: "Accredited institutions" }).waitFor();
      await context.close();
    });
  });
}
