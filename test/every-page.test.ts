import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, violations } from "./browser.ts";
import { submit } from "./independent-par.ts";
import { freshId, freshOrder, testItemOrder } from "./orders.ts";
import { entryPages, listPages, pagesElsewhere, signIn } from "./pages/pages.ts";
import { unworded } from "./pages/unworded.ts";
import { SCRIPTS_MAX_KB, weighPages } from "./pages/weigh.ts";
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

/**
 * What axe objects to in each look of a page, how far it goes beyond its window, and what its scripts throw. It is opened
 * once for each colour, since a page that changes its colours while it is looked at has some of both for a moment.
 */
async function faultsOf(page: Page, address: string): Promise<string[]> {
  const faults: string[] = [];
  const note = (error: Error) => faults.push(`throws ${error.message}`);
  page.on("pageerror", note);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.setViewportSize(DESK);
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.goto(address, { waitUntil: "networkidle" });
    for (const viewport of [DESK, PHONE]) {
      await page.setViewportSize(viewport);
      const found = await violations(page);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (wide > 0) found.push(`is ${wide} pixels wider than the window`);
      faults.push(...found.map((fault) => `${viewport.width}, ${colorScheme}: ${fault}`));
    }
  }
  page.off("pageerror", note);
  return faults;
}

interface Shown {
  name: string;
  path: string;
}

/** What `look` finds on pages, by their names: in two windows side by side, since most of the time a page is waited for. */
async function findings(
  page: Page,
  pages: readonly Shown[],
  look: (page: Page, address: string) => Promise<string[]>,
): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  const rest = [...pages];
  const inWindow = async (window: Page) => {
    for (let shown = rest.shift(); shown !== undefined; shown = rest.shift()) {
      const faults = await look(window, `${adminUrl}${shown.path}`);
      if (faults.length > 0) found[shown.name] = faults;
    }
  };
  const beside = await page.context().newPage();
  await Promise.all([inWindow(page), inWindow(beside)]);
  await beside.close();
  return found;
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

it("brings no more scripts over the wire than are allowed", { timeout: 300_000 }, async () => {
  const weights = await weighPages(browser, adminUrl);
  const heavy = Object.entries(weights).filter(([, { script }]) => script > SCRIPTS_MAX_KB);
  expect(Object.fromEntries(heavy)).toEqual({});
});

describe("at 1440 and 390 pixels, light and dark", () => {
  it("has nothing that axe objects to, and nothing beyond its edge", { timeout: 600_000 }, async () => {
    const page = await openSignedIn({ viewport: DESK });
    const wrong = await findings(page, await listPages(page, adminUrl), faultsOf);
    await page.context().clearCookies();
    Object.assign(wrong, await findings(page, entryPages, faultsOf));
    expect(wrong).toEqual({});
    await page.context().close();
  });

  it("neither has the first page of a product that nobody uses yet", async () => {
    await using empty = await startProduct({ DEMO: "0" });
    const page = await (await browser.newContext()).newPage();
    await page.goto(empty.adminUrl, { waitUntil: "networkidle" });
    expect(new URL(page.url()).pathname).toBe("/first-run");
    expect(await faultsOf(page, page.url())).toEqual([]);
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
    const look = async (window: Page, address: string) => {
      await window.goto(address, { waitUntil: "networkidle" });
      return await unworded(window);
    };
    await page.context().addCookies([language]);
    const outside = await findings(page, paths, look);
    await page.context().clearCookies();
    await page.context().addCookies([language]);
    Object.assign(outside, await findings(page, entryPages, look));
    expect(outside).toEqual({});
    await page.context().close();
  });
});
