import { setTimeout as pause } from "node:timers/promises";
import AxeBuilder from "@axe-core/playwright";
import { expect } from "chai";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** What the tests are given: the product's address, a browser, and the imported works. */
export interface Stage {
  url: string;
  browser: Browser;
  workIds: string[];
  /** Imports more works for the demo publisher, and gives their ids. */
  importWorks: (records: object[]) => Promise<string[]>;
}

/** The machine's Chromium; CHROMIUM names another one. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: flags });
}

export interface Visitor {
  context: BrowserContext;
  page: Page;
  /** What the page complained about: errors thrown, violations of the Content-Security-Policy. */
  complaints: string[];
}

/** A new visitor with nothing remembered, whose browser wishes `locale`. */
export async function newVisitor(
  { browser, url }: Stage,
  options: { locale?: string; colorScheme?: "light" | "dark" } = {},
): Promise<Visitor> {
  const context = await browser.newContext({ baseURL: url, locale: "en-GB", timezoneId: "UTC", ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    // A failed request is logged by the browser itself, and shown by the page where it matters.
    const isComplaint = message.type() === "error" && !message.text().startsWith("Failed to load resource");
    if (isComplaint) complaints.push(message.text());
  });
  return { context, page, complaints };
}

/** Opens a path and waits for its heading. */
export async function open(page: Page, path: string, heading: string | RegExp): Promise<void> {
  await page.goto(path);
  await page.getByRole("heading", { level: 1, name: heading }).waitFor();
}

/** Tries again until `check` passes, as a person waits for a page to settle; in the end its failure counts. */
export async function eventually(check: () => Promise<unknown>): Promise<void> {
  const deadline = Date.now() + 15_000;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await pause(50);
    }
  }
}

/** The titles that the list of results shows now. */
export function resultTitles(page: Page): Promise<string[]> {
  const results = page.getByRole("main").getByRole("article");
  return results.getByRole("heading", { level: 3 }).getByRole("link").allTextContents();
}

/** Waits until exactly these titles are shown, in any order. */
export function expectResults(page: Page, titles: string[]): Promise<void> {
  return eventually(async () => expect(await resultTitles(page)).to.have.members(titles));
}

/** Waits until so many titles are shown, and gives them. */
export async function someResults(page: Page, count: number): Promise<string[]> {
  await eventually(async () => expect(await resultTitles(page)).to.have.length(count));
  return resultTitles(page);
}

/** Fails with the rule and the element of each violation that axe finds, by all its rules or by `rules`. */
export async function expectAccessible(page: Page, where: string, rules?: string[]): Promise<void> {
  const axe = new AxeBuilder({ page });
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target }) => `${id} (${help}): ${target.join(" ")}`),
  );
  expect(found, where).to.deep.equal([]);
}
