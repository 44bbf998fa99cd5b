import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, violations } from "./browser.ts";
import { submit } from "./independent-par.ts";
import { freshId, freshOrder, testItemOrder } from "./orders.ts";
import { entryPages, listPages, pagesElsewhere, signIn } from "./pages/pages.ts";
import { unworded } from "./pages/unworded.ts";
import { REPOSITORY, type Stack, startProduct, startStack } from "./stack.ts";

/** Every page of the admin, at the widths of a desk and of a phone, light and dark. */

const PAGES = join(REPOSITORY, "apps/admin/src/app");
const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const WITHIN_MS = 30_000;

let stack: Stack;
let adminUrl: string;
let browser: Browser;

beforeAll(async () => {
  stack = await startStack();
  adminUrl = await stack.startAdmin();
  browser = await openBrowser();
  const par = stack.yummyTaco;
  await submit(par, freshOrder());
  await submit(par, testItemOrder("sim-fault"));
  await submit(par, { ...freshOrder(), location_id: freshId("PAR-LOC") });
  await submit({ ...par, sharedId: `${par.sharedId}-mistyped` }, freshOrder());
});
afterAll(async () => {
  await browser?.close();
  await stack?.[Symbol.asyncDispose]();
});

/** A browser's window in which the demo's operator is signed in, once the calls above are listed. */
async function openSignedIn(options: BrowserContextOptions) {
  const page = await (await browser.newContext(options)).newPage();
  await signIn(page, adminUrl);
  const seen = async () => {
    await page.goto(`${adminUrl}/issues`, { waitUntil: "networkidle" });
    return page.locator('main a[href^="/issues/iss_"]').count();
  };
  await expect.poll(seen, { timeout: WITHIN_MS }).toBeGreaterThan(0);
  return page;
}

/** What axe objects to in each look of a page, how far it goes beyond its window, and what its scripts throw. */
async function faultsOf(page: Page): Promise<string[]> {
  const faults: string[] = [];
  const note = (error: Error) => faults.push(`throws ${error.message}`);
  page.on("pageerror", note);
  for (const viewport of [DESK, PHONE]) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      // Anew, since a page that changes its colours while it is looked at has some of both for a moment.
      await page.reload({ waitUntil: "networkidle" });
      const found = await violations(page);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (wide > 0) found.push(`is ${wide} pixels wider than the window`);
      faults.push(...found.map((fault) => `${viewport.width}, ${colorScheme}: ${fault}`));
    }
  }
  page.off("pageerror", note);
  return faults;
}

it("is in the list of pages that are looked at, or has a journey of its own", async () => {
  const page = await openSignedIn({ viewport: DESK });
  const listed = [...entryPages, ...(await listPages(page, adminUrl))].map(({ route }) => route);
  const files = readdirSync(PAGES, { recursive: true, encoding: "utf8" });
  const there = files.filter((file) => /(^|\/)page\.tsx$/.test(file)).map(dirname);
  expect([...new Set([...listed, ...Object.keys(pagesElsewhere)])].sort()).toEqual(there.sort());
  await page.context().close();
});

it("draws the overview's charts, whatever the browser's language is called", async () => {
  const page = await openSignedIn({ viewport: DESK });
  // As Chromium calls it on a Linux without a language.
  await page.addInitScript(() => Object.defineProperty(navigator, "language", { value: "en-US@posix" }));
  await page.goto(adminUrl, { waitUntil: "networkidle" });
  const drawn = () =>
    page.locator("figure canvas").evaluateAll((all) =>
      all.map((each) => {
        const canvas = each as HTMLCanvasElement;
        const colours = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
        return colours.some((value, at) => at % 4 === 3 && value > 0);
      }),
    );
  await expect.poll(drawn, { timeout: WITHIN_MS }).toEqual([true, true, true]);
  await page.context().close();
});

describe("at 1440 and 390 pixels, light and dark", () => {
  it("has nothing that axe objects to, and nothing beyond its edge", { timeout: 600_000 }, async () => {
    const page = await openSignedIn({ viewport: DESK });
    const wrong: Record<string, string[]> = {};
    const look = async (name: string, path: string) => {
      await page.goto(`${adminUrl}${path}`, { waitUntil: "networkidle" });
      const found = await faultsOf(page);
      if (found.length > 0) wrong[name] = found;
    };
    for (const { name, path } of await listPages(page, adminUrl)) await look(name, path);
    await page.context().clearCookies();
    for (const { name, path } of entryPages) await look(name, path);
    expect(wrong).toEqual({});
    await page.context().close();
  });

  it("neither has the first page of a product that nobody uses yet", async () => {
    await using empty = await startProduct({ DEMO: "0" });
    const page = await (await browser.newContext()).newPage();
    await page.goto(empty.adminUrl, { waitUntil: "networkidle" });
    expect(new URL(page.url()).pathname).toBe("/first-run");
    expect(await faultsOf(page)).toEqual([]);
    await page.context().close();
  });
});

describe("in the pseudo-language", () => {
  it("has no text that is not from the catalogue", { timeout: 300_000 }, async () => {
    const page = await openSignedIn({ viewport: DESK });
    const paths = await listPages(page, adminUrl);
    // The first call of all may be of any kind: one that a person has to mend says the most.
    await page.goto(`${adminUrl}/exchanges?show=unmapped`, { waitUntil: "networkidle" });
    const unmapped = page.locator('main a[href^="/exchanges/exc_"]').first();
    paths.push({ name: "call-unmapped", path: (await unmapped.getAttribute("href")) ?? "", route: "" });
    const language = { name: "parley-language", value: "en-XA", url: adminUrl };
    const outside: Record<string, string[]> = {};
    const look = async (name: string, path: string) => {
      await page.goto(`${adminUrl}${path}`, { waitUntil: "networkidle" });
      const found = await unworded(page);
      if (found.length > 0) outside[name] = found;
    };
    await page.context().addCookies([language]);
    for (const { name, path } of paths) await look(name, path);
    await page.context().clearCookies();
    await page.context().addCookies([language]);
    for (const { name, path } of entryPages) await look(name, path);
    expect(outside).toEqual({});
    await page.context().close();
  });
});
