import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, violations } from "./browser.ts";
import { type Par, validate } from "./independent-par.ts";
import { freshOrder, YUMMY_TACO } from "./orders.ts";
import { until } from "./program.ts";
import { type Product, startProduct } from "./stack.ts";

/** An item that has run out, and a store that takes no orders: from the operator's keys to what PAR gets, and back. */

const WITHIN_MS = 10_000;

let product: Product;
let browser: Browser;
let page: Page;
let par: Par;

beforeAll(async () => {
  product = await startProduct();
  par = { baseUrl: product.apiUrl, sharedId: YUMMY_TACO.sharedId, now: () => new Date() };
  browser = await openBrowser();
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await page.goto(product.adminUrl, { waitUntil: "networkidle" });
  await page.getByLabel("E-mail").fill("support@parley.example");
  await page.getByLabel("Password").fill("parley-demo-2026");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("heading", { name: "Overview" }).waitFor();
});
afterAll(async () => {
  await browser?.close();
  await product?.[Symbol.asyncDispose]();
});

/** The answer to PAR's validate of the worked order, which contains a Taco Trio. */
async function answered(): Promise<{ status: unknown; codes: string[] }> {
  const { json } = await validate(par, freshOrder());
  const text = JSON.stringify(json);
  return {
    status: Reflect.get(Object(json), "status"),
    codes: ["item_unavailable", "location_closed"].filter((code) => text.includes(code)),
  };
}

const button = (name: string) => page.getByRole("button", { name, exact: true });

/** Presses Tab until the focused element has this name, as a keyboard user would. */
async function tabTo(name: string): Promise<void> {
  await until(`the focus is on ${name}`, WITHIN_MS * 3, async () => {
    if (await button(name).evaluate((element) => element === document.activeElement)) return true;
    await page.keyboard.press("Tab");
    return null;
  });
}

/** A guest's page with a Taco Trio in its basket, opened before that runs out. */
let guest: Page;
const basket = () => guest.getByRole("region", { name: "Basket" });

describe("a menu as a guest sees it", () => {
  it("asks for what a product requires, and counts the price as one chooses", async () => {
    guest = await page.context().newPage();
    await guest.goto(`${product.adminUrl}/menus`);
    await guest.getByRole("link", { name: "YummyTaco Nosuch Place" }).click();
    await guest.getByRole("button", { name: /^Burrito Flour tortilla/ }).click();
    const dialog = guest.getByRole("dialog", { name: "Burrito" });
    await dialog.getByRole("button", { name: "Add to the basket · $10.50" }).click();
    await dialog.getByRole("alert").getByText("Protein: choose 1 more.").waitFor();
    await dialog.getByLabel(/^Grande/).check();
    await dialog.getByLabel(/^Carne Asada/).check();
    await dialog.getByRole("button", { name: "One more Guacamole" }).click();
    await dialog.getByRole("button", { name: "One more Burrito" }).click();
    expect(await violations(guest)).toEqual([]);
    // 2 × (12.75 + 1.50 + 1.25)
    await dialog.getByRole("button", { name: "Add to the basket · $31.00" }).click();
    await basket().getByText("Guacamole").waitFor();
  });

  it("is checked as PAR would order it: the same sum, with tax, and nothing to change on the page", async () => {
    await basket().getByRole("button", { name: "Check this basket" }).click();
    await basket().getByText("PAR may order this: its validate is accepted.").waitFor();
    await basket().locator("dd").filter({ hasText: "$31.00" }).waitFor();
    expect(await guest.getByRole("button", { name: /Take off|Put back/ }).count()).toBe(0);
    expect(await violations(guest)).toEqual([]);
    await basket().getByRole("button", { name: "Empty the basket" }).click();
    await guest.getByRole("button", { name: /^Taco Trio/ }).click();
    await guest.getByRole("button", { name: /^Add to the basket/ }).click();
    await basket().getByText("Taco Trio").first().waitFor();
  });
});

describe("an item that has run out", () => {
  it("is taken off with the keyboard alone, and PAR's next validate is refused for it", async () => {
    expect(await answered()).toEqual({ status: "validated", codes: [] });
    await page.goto(`${product.adminUrl}/menus`);
    await page.getByRole("link", { name: "YummyTaco Nosuch Place" }).click();
    await page.getByRole("link", { name: "Items", exact: true }).click();
    await button("Take off… Taco Trio").waitFor();
    await page.waitForLoadState("networkidle");

    // The first row that j comes to opens the first product; its acts are the next stop.
    await page.keyboard.press("j");
    await tabTo("Take off… Taco Trio");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: /Take Taco Trio off/ }).waitFor();
    await page.getByLabel("In 1 hour").focus();
    await page.keyboard.press("ArrowDown");
    expect(await page.getByLabel("In 2 hours").isChecked()).toBe(true);
    await page.keyboard.press("Tab");
    await page.keyboard.type("no tortillas");
    await page.keyboard.press("Enter");

    await page.getByRole("status").filter({ hasText: "Taco Trio is off until" }).waitFor();
    expect(await answered()).toEqual({ status: "rejected", codes: ["item_unavailable"] });
    await button("Put back Taco Trio").waitFor();
    await page.getByText("no tortillas").first().waitFor();
    await basket().getByRole("button", { name: "Check this basket" }).click();
    await basket().getByRole("listitem").getByText("Taco Trio is sold out").waitFor();
    await guest.close();
    await page.bringToFront();
  });

  it("keeps the focus where the next act is", async () => {
    await until("the focus came back", WITHIN_MS, async () =>
      (await button("Put back Taco Trio").evaluate((element) => element === document.activeElement))
        ? true
        : null,
    );
  });

  it("is listed as off, by whom and until when", async () => {
    await page.getByRole("link", { name: "Show them" }).click();
    const row = page.getByRole("listitem").filter({ hasText: "Taco Trio" });
    await row.getByText(/Off until \d\d:\d\d.* · by /).waitFor();
  });

  it("is put back with one key, and PAR may order it", async () => {
    // On the button itself: a list that is read anew between a focus and a key would have the key go nowhere.
    await button("Put back Taco Trio").press("Enter");
    await page.getByRole("status").filter({ hasText: "Taco Trio is back" }).waitFor();
    expect(await answered()).toEqual({ status: "validated", codes: [] });
  });

  it("is off again when that is undone, and stands in the history with both names", async () => {
    await button("Undo").click();
    await page.getByRole("status").filter({ hasText: "Taco Trio is off until" }).waitFor();
    expect(await answered()).toMatchObject({ status: "rejected" });
    await button("Undo").click();
    await page.getByRole("status").filter({ hasText: "Taco Trio is back" }).waitFor();
    await page.getByRole("link", { name: "Off and back" }).click();
    const history = page.getByRole("table", { name: "What was said of items" });
    await history.getByText("no tortillas").first().waitFor();
    expect(await history.getByRole("row").count()).toBe(3);
  });
});

describe("an item that has run out in several stores", () => {
  it("is taken off in those that are ticked, in one act, and PAR hears it; one undo brings it back", async () => {
    await page.goto(`${product.adminUrl}/menus`);
    await page.getByRole("link", { name: "YummyTaco Nosuch Place" }).click();
    await page.getByRole("link", { name: "Items", exact: true }).click();
    await button("Take off… Taco Trio").click();
    await page.getByRole("dialog").getByRole("link", { name: "In other stores…" }).click();
    await page.getByRole("heading", { name: "Taco Trio in other stores" }).waitFor();
    await page.waitForLoadState("networkidle");
    expect(await violations(page)).toEqual([]);
    const boxes = page.getByRole("checkbox");
    const count = await boxes.count();
    await button("Tick none").click();
    await page.getByText("No store is ticked.").waitFor();
    expect(await button("Take off").isDisabled()).toBe(true);
    await button("Tick all").click();
    // Every store of the brand is served at all hours.
    expect(await page.getByLabel(/^At the next day/).count()).toBe(0);
    await page.getByLabel("At the end of the day").check();
    await page.getByRole("button", { name: `Take off in ${count} store` }).click();
    const answers = page.getByRole("status");
    await answers
      .getByText(/^Off until 04:00/)
      .first()
      .waitFor();
    expect(await answers.getByText(/^Off until 04:00/).count()).toBe(count);
    expect(await answered()).toEqual({ status: "rejected", codes: ["item_unavailable"] });
    expect(await violations(page)).toEqual([]);
    // Somebody who comes back to it can undo it, too.
    await page.waitForURL(/act=/);
    await page.reload({ waitUntil: "networkidle" });
    await page.getByText("What was taken off here last can be undone.").waitFor();
    expect(await violations(page)).toEqual([]);
    await button("Undo in these stores").click();
    await answers.getByText("It is back.").first().waitFor();
    expect(await answers.getByText("It is back.").count()).toBe(count);
    expect(await answered()).toEqual({ status: "validated", codes: [] });
  });
});

describe("a store that floods", () => {
  it("is paused for a time by support, with a reason, and PAR hears it; then it takes orders again", async () => {
    await page.goto(`${product.adminUrl}/menus`);
    const menu = page.getByRole("link", { name: "YummyTaco Nosuch Place" });
    const path = (await menu.getAttribute("href"))?.replace("/menus/", "/stores/") ?? "";
    await page.goto(`${product.adminUrl}${path}`, { waitUntil: "networkidle" });
    const open = page.getByRole("region", { name: "Takes orders" });
    await open.getByRole("button", { name: "Pause it…" }).click();
    await open.getByLabel("Why it takes no orders").fill("the kitchen is flooded");
    await open.getByLabel("In 2 hours").check();
    expect(await violations(page)).toEqual([]);
    await open.getByRole("button", { name: "Pause it", exact: true }).click();

    const paused = page.getByRole("region", { name: "Paused" });
    await paused.getByText("It is paused. PAR’s next order hears it.").waitFor();
    await paused.getByText(/It takes orders again: \d\d:\d\d/).waitFor();
    await page.getByText("It is paused and takes no orders. Why: the kitchen is flooded").waitFor();
    await expect.poll(answered).toEqual({ status: "rejected", codes: ["location_closed"] });
    expect(await violations(page)).toEqual([]);

    await paused.getByRole("button", { name: "Take orders again" }).click();
    await open.getByText("It takes orders again.").waitFor();
    await expect.poll(answered).toEqual({ status: "validated", codes: [] });
  });
});
