import { expect } from "chai";
import { describe, it } from "mocha";
import { expectAccessible, newVisitor, type Stage } from "./browser.ts";
import { deng } from "./works.ts";

export function describeAccessibility(stage: Stage): void {
  describe("accessibility", () => {
    /** Checks all pages by all rules of axe, or by `rules`. */
    async function checkPages(options: Parameters<typeof newVisitor>[1], rules?: string[]): Promise<void> {
      const { context, page } = await newVisitor(stage, options);
      const paths = ["/", "/?query=春", "/?query=nothing-like-this", `/works/${stage.workIds[2]}`];
      paths.push(`/works/0x${"00".repeat(31)}01`, "/institutions", "/verify", "/no-such-page");
      for (const path of paths) {
        await page.goto(path);
        await page.getByRole("heading", { level: 1 }).waitFor();
        await page.waitForLoadState("networkidle");
        await expectAccessible(page, path, rules);
      }
      await context.close();
    }

    it("axe finds nothing on any page in English", () => checkPages({ locale: "en" }));

    it("axe finds nothing on any page in Chinese", () => checkPages({ locale: "zh-CN" }));

    it("every text stands out from its ground in the dark scheme too", () =>
      checkPages({ locale: "zh-CN", colorScheme: "dark" }, ["color-contrast"]));

    it("axe finds nothing in the results of a check", async () => {
      const { context, page } = await newVisitor(stage);
      await page.goto("/verify");
      await page.getByLabel("Choose files").setInputFiles([
        { name: "poem.txt", mimeType: "text/plain", buffer: Buffer.from(deng.text) },
        { name: "other.txt", mimeType: "text/plain", buffer: Buffer.from("other") },
      ]);
      await page.getByRole("status").filter({ hasText: "2 checked." }).waitFor();
      await expectAccessible(page, "/verify with results");
      await context.close();
    });

    it("no page is wider than a phone", async () => {
      const { context, page } = await newVisitor(stage, { locale: "zh-CN" });
      await page.setViewportSize({ width: 320, height: 640 });
      for (const path of ["/", `/works/${stage.workIds[2]}`, "/verify", "/institutions"]) {
        await page.goto(path);
        await page.waitForLoadState("networkidle");
        const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(excess, path).to.be.at.most(0);
      }
      await context.close();
    });

    it("the skip link is the first stop of the keyboard and leads past the header", async () => {
      const { context, page } = await newVisitor(stage);
      await page.goto("/");
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      expect(await page.evaluate(() => document.activeElement?.id)).to.equal("query");
      await context.close();
    });
  });
}
