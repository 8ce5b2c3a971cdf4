import { expect } from "chai";
import { describe, it } from "mocha";
import type { Page } from "playwright-core";
import { newVisitor, open, type Stage } from "./browser.ts";

const documentLanguage = (page: Page) => page.evaluate(() => document.documentElement.lang);

export function describeLanguages(stage: Stage): void {
  describe("the languages", () => {
    it("start with the browser's wish", async () => {
      for (const [locale, language, heading] of [
        ["zh-TW", "zh-CN", "检索作品"],
        ["fr-FR", "en", "Find a work"],
      ] as const) {
        const { context, page } = await newVisitor(stage, { locale });
        await open(page, "/", heading);
        expect(await documentLanguage(page)).to.equal(language);
        await context.close();
      }
    });

    it("change at once, on the page that is open, and the choice is remembered", async () => {
      const { context, page } = await newVisitor(stage);
      await open(page, "/verify", "Is this work registered?");
      await page.getByRole("button", { name: "中文" }).click();
      await page.getByRole("heading", { level: 1, name: "这件作品登记了吗？" }).waitFor();
      expect(await documentLanguage(page)).to.equal("zh-CN");
      expect(await page.title()).to.equal("这件作品登记了吗？ · 版权账本");

      await page.reload();
      await page.getByRole("heading", { level: 1, name: "这件作品登记了吗？" }).waitFor();
      const later = await context.newPage();
      await open(later, "/institutions", "认可机构");
      await later.getByRole("button", { name: "English" }).click();
      await later.getByRole("heading", { level: 1, name: "Accredited institutions" }).waitFor();
      expect(await documentLanguage(later)).to.equal("en");
      await context.close();
    });

    it("leave the page as it is when the other one cannot be fetched", async () => {
      const { context, page } = await newVisitor(stage);
      await open(page, "/verify", "Is this work registered?");
      await page.route("**/assets/zh-CN-*", (route) => route.abort());
      const refused = page.waitForEvent("requestfailed");
      await page.getByRole("button", { name: "中文" }).click();
      await refused;
      await page.getByRole("button", { name: "English", pressed: true }).waitFor();
      expect(await page.getByRole("heading", { level: 1 }).textContent()).to.equal(
        "Is this work registered?",
      );
      await context.close();
    });

    it("name the codes of the ledger's tables", async () => {
      const { context, page } = await newVisitor(stage, { locale: "zh-CN" });
      await open(page, `/works/${stage.workIds[2]}`, "Spring Song");
      await page.getByText("音乐作品").first().waitFor();
      await page.getByText("《著作权法》第3条第（3）项").waitFor();
      await page.getByText("作曲：Ada Wong").waitFor();
      await context.close();
    });
  });
}
