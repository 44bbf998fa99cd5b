import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, violations } from "./browser.ts";
import { type Par, submit, validate } from "./independent-par.ts";
import { freshOrder, type OrderBody, testItemOrder, YUMMY_TACO } from "./orders.ts";
import { type Product, startProduct } from "./stack.ts";

/** What an engineer does with a recorded call, and an owner with the audit: the whole product and a real browser. */

/** Where the demo's orders of Yummy Taco go. */
const STORE = "YummyTaco Nosuch Place";

let product: Product;
let browser: Browser;
let page: Page;
let par: Par;

beforeAll(async () => {
  product = await startProduct();
  par = { baseUrl: product.apiUrl, sharedId: YUMMY_TACO.sharedId, now: () => new Date() };
  browser = await openBrowser();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  page = await context.newPage();
  await page.goto(product.adminUrl);
  await page.getByLabel("E-mail").fill("admin@parley.example");
  await page.getByLabel("Password").fill("parley-demo-2026");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("heading", { name: "Overview" }).waitFor();
});
afterAll(async () => {
  await browser?.close();
  await product?.[Symbol.asyncDispose]();
});

/** Wide and on a phone, light and dark: nothing overflows, and axe finds nothing. */
async function looksRight(): Promise<void> {
  for (const width of [1440, 390])
    for (const colorScheme of ["light", "dark"] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      expect(await violations(page), `${width} ${colorScheme}`).toEqual([]);
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(beyond, `${width} ${colorScheme}`).toBeLessThanOrEqual(0);
    }
  await page.setViewportSize({ width: 1440, height: 900 });
}

describe("a refused submit", () => {
  it("leads to a comparison that names what tells them apart, to the lab and to a fixture", async () => {
    const good = freshOrder();
    const onlineOrderId = String(good.order_details.online_order_id);
    await validate(par, good);
    await submit(par, { ...good, location_id: "PAR-LOC-NOWHERE", request_uid: `${good.request_uid}-before` });
    await submit(par, good);

    await page.goto(`${product.adminUrl}/exchanges?q=${onlineOrderId}&show=unmapped`);
    const table = page.getByRole("table", { name: "Exchanges" });
    await table.getByRole("link", { name: /Submit order/ }).click();
    await page.waitForURL(/exchanges\/exc_/);
    await page.getByText("unmapped_location").first().waitFor();
    // Why, whose job it is, and what mends it.
    await page.getByText(/PAR-LOC-NOWHERE was refused: nobody has mapped that id/).waitFor();
    await page.getByText(/Whose job: A brand admin's: the id has to be mapped to a store or brand/).waitFor();
    await page.getByText("Map the id. PAR's next try is placed; this one stays refused.").waitFor();
    const mend = page.getByRole("link", { name: "Map it" });
    expect(await mend.getAttribute("href")).toBe("/mappings#unmapped-PAR-LOC-NOWHERE");
    await looksRight();

    await page.getByRole("button", { name: /command for the lab/ }).click();
    const command = await page.evaluate(() => navigator.clipboard.readText());
    expect(command).toContain("lab");
    expect(command).not.toContain(YUMMY_TACO.sharedId);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Save as a contract fixture" }).click(),
    ]);
    expect(readFileSync(await download.path(), "utf8")).not.toContain(YUMMY_TACO.sharedId);

    await page.getByRole("link", { name: "the validate before it" }).click();
    await page.waitForURL(/exchanges\/compare/);
    await page.getByText(/The first difference is location_id/).waitFor();
    await looksRight();

    const same = page.getByRole("table", { name: /fields? (is|are) the same$/ }).getByText("currency");
    expect(await same.isVisible()).toBe(false);
    await page
      .getByText(/\d+ fields? (is|are) the same/)
      .first()
      .click();
    await same.first().waitFor();
  });

  it("leads to its store by the store's name, from the lists of orders and of calls", async () => {
    const order = freshOrder();
    const onlineOrderId = String(order.order_details.online_order_id);
    await submit(par, order);
    const lists = { Orders: `/orders?q=${onlineOrderId}`, Exchanges: `/exchanges?q=${onlineOrderId}` };
    for (const [name, path] of Object.entries(lists)) {
      await page.goto(`${product.adminUrl}${path}`);
      const row = page.getByRole("table", { name }).getByRole("row").filter({ hasText: STORE }).first();
      await row.getByRole("link", { name: STORE }).click();
      await page.waitForURL(/stores\/loc_/);
      await page.getByRole("heading", { name: STORE }).waitFor();
    }
  });

  it("says on a phone what it was, what became of it, where and when", async () => {
    const order = freshOrder();
    const onlineOrderId = String(order.order_details.online_order_id);
    await submit(par, order);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${product.adminUrl}/exchanges?q=${onlineOrderId}&kind=par`);
    const row = page.getByRole("table", { name: "Exchanges" }).getByRole("row").nth(1);
    await row.waitFor();
    const told = (await row.innerText()).replaceAll(/\s+/g, " ");
    expect(told).toMatch(new RegExp(`^From: Submit order Placed Test · ${STORE} (now|\\d+ s)$`));
    await looksRight();
  });
});

describe("a store's page", () => {
  it("makes it a test store and a live one again, and asks before each", async () => {
    await page.goto(`${product.adminUrl}/menus`);
    const menu = page.getByRole("table", { name: "Menus" }).getByRole("link", { name: STORE });
    const path = (await menu.getAttribute("href"))?.replace("/menus/", "/stores/") ?? "";
    await page.goto(`${product.adminUrl}${path}`);
    const mark = page.getByRole("region", { name: /^(Test|Live) store$/ });
    const button = (name: string) => mark.getByRole("button", { name });
    await mark.waitFor();
    const wasTest = await button("Make it a live store…").isVisible();
    for (const isTest of [wasTest, !wasTest]) {
      const [act, yes, told] = isTest
        ? ["Make it a live store…", "Yes, it is a live store", "It is a live store now."]
        : ["Make it a test store…", "Yes, it is a test store", "It is a test store now."];
      await button(act).click();
      await button("Leave it as it is").click();
      await button(act).click();
      if (!isTest) await mark.getByLabel("Why it is a test store").fill("No guest orders here");
      await looksRight();
      await button(yes).click();
      await mark.getByText(told).waitFor();
    }
  });
});

/** Opens the page of an order by its online order id. */
async function openOrder(order: OrderBody): Promise<void> {
  const name = String(order.order_details.online_order_id);
  await page.goto(`${product.adminUrl}/orders?q=${name}`);
  await page.locator('main a[href^="/orders/ord_"]').first().click();
  await page.getByRole("heading", { name }).waitFor();
}

describe("an order's page", () => {
  it("leads to the menu and the mapping that it was judged by, as they were", async () => {
    const order = freshOrder();
    expect((await submit(par, order)).json).toMatchObject({ status: "placed" });
    await openOrder(order);
    await page.getByRole("link", { name: /^menu version 1 of/ }).click();
    await page.waitForURL(/menus\/loc_\w+\?version=mnu_/);
    await page.getByText(/This is the menu of .*, and it is still in force/).waitFor();
    await page.getByText("Taco Trio").first().waitFor();
    const types = page.getByRole("navigation", { name: "Order type" });
    await types.getByRole("link", { name: "Delivery" }).click();
    await page.waitForURL(/\?version=mnu_\w+&type=delivery/);
    await types.locator('[aria-current="true"]').getByText("Delivery").waitFor();
    await page.getByText(/This is the menu of .*, and it is still in force/).waitFor();
    await looksRight();
    await page.goBack();

    await page.goBack();
    await page.getByRole("link", { name: /mapped by/ }).click();
    await page.getByText(/Marked below: .* The order was judged by that\./).waitFor();
    expect(await page.locator("tr#marked[aria-current]").count()).toBe(1);
    await looksRight();
  });

  it("says of a waiting order in one place what can be tried, from when the rest, and when we give up", async () => {
    const order = testItemOrder("sim-fault");
    expect((await submit(par, order)).json).toMatchObject({ status: "pending" });
    await openOrder(order);
    await page.getByText("We give up").waitFor();
    await page.getByText(/^From .* The gateway itself still looks for it/).waitFor();
    expect(await page.getByText("Try now", { exact: true }).count()).toBe(1);
    await looksRight();
  });
});

describe("the audit", () => {
  it("shows sign-ins and changes on a phone too, and checks its chain when asked", async () => {
    await page.goto(`${product.adminUrl}/audit?action=signed_in`);
    await page.getByRole("table", { name: "Changes" }).getByText("Signed in").first().waitFor();
    await page.getByRole("button", { name: "Verify the chain" }).click();
    await page.getByText(/The chain is whole|Nothing is sealed yet/).waitFor();
    await looksRight();
  });
});
