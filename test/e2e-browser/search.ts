import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import type { Page } from "playwright-core";
import {
  eventually,
  expectResults,
  newVisitor,
  open,
  type Stage,
  someResults,
  type Visitor,
} from "./browser.ts";

export function describeSearch(stage: Stage): void {
  describe("search", () => {
    let visitor: Visitor;
    let page: Page;
    beforeEach(async () => {
      visitor = await newVisitor(stage);
      page = visitor.page;
      await open(page, "/", "Find a work");
    });
    afterEach(async () => {
      await visitor.context.close();
      expect(visitor.complaints).to.deep.equal([]);
    });

    async function search(words: string): Promise<void> {
      await page.getByRole("searchbox").fill(words);
      await page.getByRole("searchbox").press("Enter");
      await page.waitForURL((url) => url.searchParams.get("query") === words);
    }

    it("finds works by one character, in titles and original titles, and marks it", async () => {
      await search("春");
      await expectResults(page, ["春曉", "Spring Song"]);
      await eventually(async () =>
        expect(await page.locator("mark").allTextContents()).to.deep.equal(["春", "春"]),
      );
    });

    it("finds a work by its whole title, and by the same title in simplified characters", async () => {
      await search("登幽州臺歌");
      await expectResults(page, ["登幽州臺歌"]);
      await search("登幽州台歌");
      await expectResults(page, ["登幽州臺歌"]);
      await page.locator("mark").filter({ hasText: "登幽州臺歌" }).waitFor();
    });

    it("finds works by their creators", async () => {
      await search("孟浩然");
      await expectResults(page, ["春曉"]);
    });

    it("keeps the search and its filters in the address, where reload and back find them", async () => {
      await search("春");
      await someResults(page, 2);
      await page.getByLabel("Legal class").selectOption("Musical work");
      await page.waitForURL("**/?query=*&legalClass=musical");
      await expectResults(page, ["Spring Song"]);

      await page.reload();
      await expectResults(page, ["Spring Song"]);
      expect(await page.getByRole("searchbox").inputValue()).to.equal("春");

      await page.goBack();
      await expectResults(page, ["春曉", "Spring Song"]);
      expect(await page.getByLabel("Legal class").inputValue()).to.equal("");
    });

    it("filters by language, status and holder", async () => {
      await page.getByLabel("Language", { exact: true }).selectOption("English");
      await page.getByRole("link", { name: /^夜坐/ }).first().waitFor({ state: "detached" });
      await expectResults(page, ["Spring Song"]);

      await page.getByLabel("Status").selectOption("Revoked");
      await page.getByText("No work matches these filters.").waitFor();

      await page.getByRole("link", { name: "Clear the filters" }).first().click();
      await page.getByRole("heading", { level: 2, name: "Works on the ledger" }).waitFor();
      const holder = page.getByRole("article").first().getByRole("link", { name: /^0x/ });
      const account = (await holder.getAttribute("title")) ?? "";
      await holder.click();
      await page.waitForURL((url) => url.searchParams.get("holder") === account);
      await page.getByRole("heading", { level: 2, name: "Results" }).waitFor();
      await someResults(page, 20);
      expect(await page.getByLabel("Holder", { exact: true }).inputValue()).to.equal(account);
    });

    it("says what is wrong with a holder that is no account, and does not search", async () => {
      await page.getByLabel("Holder", { exact: true }).fill("0x12");
      await page.getByRole("button", { name: "Search", exact: true }).click();
      await page.getByText("An account is 0x and 40 digits").waitFor();
      expect(new URL(page.url()).search).to.equal("");
    });

    it("shows more on request, and on return from a work shows all of it again", async () => {
      await search("夜坐");
      await someResults(page, 20);
      await page.getByRole("button", { name: "Show more" }).click();
      const all = await someResults(page, 24);
      expect(new Set(all).size).to.equal(24);
      const focused = () => page.evaluate(() => document.activeElement?.textContent);
      await eventually(async () => expect(await focused()).to.equal(all[20]));

      await page.getByRole("link", { name: all[22] ?? "", exact: true }).click();
      await page.getByRole("heading", { level: 1, name: all[22] ?? "" }).waitFor();
      await page.goBack();
      expect(await someResults(page, 24)).to.deep.equal(all);
    });

    it("says so when nothing is found, and leads to the check of a file", async () => {
      await search("沒有這樣的題名");
      await page.getByText("No work matches “沒有這樣的題名”.").waitFor();
      await page.getByRole("main").getByRole("link", { name: "Verify a file" }).click();
      await page.getByRole("heading", { level: 1, name: "Is this work registered?" }).waitFor();
    });

    it("leads from a fingerprint to the work it names", async () => {
      await search(stage.workIds[0] ?? "");
      await page.getByRole("link", { name: "Open the work it names" }).click();
      await page.getByRole("heading", { level: 1, name: "登幽州臺歌" }).waitFor();
    });

    it("says what happened when the ledger does not answer, and tries again on request", async () => {
      await page.route("**/api/v1/works?*", (route) => route.abort());
      await search("春");
      await page.getByRole("alert").getByText("The ledger cannot be reached.").waitFor();
      await page.unroute("**/api/v1/works?*");
      await page.getByRole("button", { name: "Try again" }).click();
      await someResults(page, 2);
    });
  });
}
