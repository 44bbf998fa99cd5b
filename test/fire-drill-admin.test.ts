import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, violations } from "./browser.ts";
import { signIn } from "./pages/pages.ts";
import { type Stack, startStack } from "./stack.ts";

/**
 * A fire drill as a brand admin holds it, by the keyboard alone: a store of 500 items, of which 20 differ at its till.
 */

const STORE = "YC-BIG";
const ITEMS = 500;
/** What differs at the till, by how the page calls it. */
const SEEDS = {
  "mismatch-price": "price",
  "mismatch-id": "unknown",
  "mismatch-off": "off",
  "mismatch-choices": "choices",
};

let stack: Stack;
let adminUrl: string;
let browser: Browser;
let page: Page;
/** Item → the word of its kind. */
const seeded = new Map<string, string>();

beforeAll(async () => {
  stack = await startStack({ env: { POS_SIMULATOR_STORES: `${STORE}:${ITEMS}` } });
  adminUrl = await stack.startAdmin();
  browser = await openBrowser();
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  for (const [at, [act, kind]] of Array.from({ length: 5 }, () => Object.entries(SEEDS))
    .flat()
    .entries()) {
    const item = `special-${String(1 + 23 * at).padStart(3, "0")}`;
    const address = `${stack.posUrl}/simulator/v1/stores/${STORE}/items/${item}/${act}`;
    expect((await fetch(address, { method: "POST" })).status).toBe(200);
    seeded.set(item, kind);
  }
});
afterAll(async () => {
  await browser?.close();
  await stack?.[Symbol.asyncDispose]();
});

/** Walks by Tab to what has this name, and presses Enter on it. */
async function press(name: string | RegExp, role: "link" | "button" = "button"): Promise<void> {
  const goal = page.getByRole(role, { name }).first();
  await goal.waitFor();
  for (let steps = 0; steps < 200; steps++) {
    await page.keyboard.press("Tab");
    if (await goal.evaluate((element) => element === document.activeElement)) {
      await page.keyboard.press("Enter");
      return;
    }
  }
  throw new Error(`Tab does not reach ${name}`);
}

/** The items that are listed under a kind. */
async function listed(kind: string): Promise<string[]> {
  return await page.locator(`#differs-${kind} tbody td:first-child code`).allTextContents();
}

describe("a fire drill in the browser", () => {
  it("is explained where none was held yet, beside the menu's other tabs", async () => {
    await signIn(page, adminUrl);
    await page.goto(`${adminUrl}/menus`, { waitUntil: "networkidle" });
    await page
      .getByRole("link", { name: new RegExp(STORE) })
      .first()
      .focus();
    await page.keyboard.press("Enter");
    await press("Fire drill", "link");
    await page.getByText("No fire drill has been held here yet").waitFor();
    await page.getByText("What would the POS say to each item?").waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it("is started and stopped by the same button, which keeps the focus, and says how far it came", async () => {
    await press("Start a fire drill");
    await page.getByText("It has started.").waitFor();
    // The focus is still on the button.
    await page.getByRole("button", { name: "Stop it" }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByText("It is stopped.").waitFor();
    await page
      .getByText(/^Stopped after [\d,]+ of 512 items$/)
      .first()
      .waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it("finds each of 20 mismatches among 500 items and nothing else, by kind, with what to do", async () => {
    const begun = performance.now();
    await page.getByRole("button", { name: "Start it again" }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("progressbar").waitFor();
    expect(await violations(page)).toEqual([]);
    await page
      .getByText("20 items differ between our menu and the POS")
      .first()
      .waitFor({ timeout: 120_000 });
    console.info(
      `A fire drill of ${ITEMS} items took ${Math.round((performance.now() - begun) / 100) / 10} s.`,
    );
    const found = new Map<string, string>();
    for (const kind of Object.values(SEEDS)) for (const item of await listed(kind)) found.set(item, kind);
    expect(new Map([...found].sort())).toEqual(new Map([...seeded].sort()));
    expect(await page.locator('section[id^="differs-"]').count()).toBe(Object.keys(SEEDS).length);
    const prices = page.locator("#differs-price");
    await prices.getByText("Set the price right at the POS").waitFor();
    await prices
      .getByRole("row", { name: /special-001/ })
      .getByText("$5.25", { exact: true })
      .waitFor();
    await page.getByText("1 item was not asked about: it is not on sale now.").waitFor();
    const skipped = page.getByRole("region", { name: "Not asked about" });
    await skipped.getByText("It was off: taken off by somebody, or sold out at the POS.").waitFor();
    expect(await violations(page)).toEqual([]);
    // Nothing was placed.
    expect(stack.journal()).toEqual([]);
  });

  it("leads to an earlier one, by the keyboard, and back to the last", async () => {
    await press(/^Stopped after/, "link");
    await page.waitForURL(/fire-drill\?run=drl_/);
    await page.getByText("This is an earlier drill, started").waitFor();
    expect(await violations(page)).toEqual([]);
    await press("Show the last one", "link");
    await page.locator("#differs-price").waitFor();
  });

  it("leads from what it found to the item on the menu", async () => {
    await press(/^Special 001$/, "link");
    await page.waitForURL(/view=items#item-special-001$/);
    await page.locator("#item-special-001").waitFor();
  });

  it("says the same at a shell, and ends with 1", async () => {
    const { code, output } = await stack.parley("menu", "fire-drill-show", STORE);
    expect(code).toBe(1);
    expect(output).toContain("Special 001 costs 5.00 with us and 5.25 at the POS");
  });
});
