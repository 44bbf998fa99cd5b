import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, violations } from "./browser.ts";
import { type Par, submit, validate } from "./independent-par.ts";
import { freshOrder, YUMMY_TACO } from "./orders.ts";
import { until } from "./program.ts";
import { type Product, startProduct } from "./stack.ts";

/** A price with a digit too many: from the till that it was typed at to the keys that roll it back. */

const WITHIN_MS = 20_000;
const STORE = "YC-LC-001";

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
  await page.getByLabel("E-mail").fill("admin@parley.example");
  await page.getByLabel("Password").fill("parley-demo-2026");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("heading", { name: "Overview" }).waitFor();
});
afterAll(async () => {
  await browser?.close();
  await product?.[Symbol.asyncDispose]();
});

/** The answer to PAR's validate of the worked order: two Taco Trios at $9.50 and a drink. */
async function answered(): Promise<{ status: unknown; codes: string[] }> {
  const { json } = await validate(par, freshOrder());
  const text = JSON.stringify(json);
  return {
    status: Reflect.get(Object(json), "status"),
    codes: ["price_mismatch", "item_unavailable"].filter((code) => text.includes(code)),
  };
}

/** Presses Tab until the focus is on what has this role and name, as a keyboard user would. */
async function tabTo(role: "button" | "link", name: string | RegExp): Promise<void> {
  const target = page.getByRole(role, { name }).first();
  await target.waitFor();
  await until(`the focus is on ${name}`, WITHIN_MS * 3, async () => {
    if (await target.evaluate((element) => element === document.activeElement)) return true;
    await page.keyboard.press("Tab");
    return null;
  });
}

describe("a price with a digit too many", () => {
  it("comes from the till while orders stream in, and PAR's next validate is refused", async () => {
    expect(await answered()).toEqual({ status: "validated", codes: [] });
    expect((await submit(par, freshOrder())).status).toBe(200);
    const streaming = product.lab("stream", "--rate", "4", "--for", "6s");
    await until("orders come in", WITHIN_MS, async () => product.journal().length > 2);
    const pos = `http://127.0.0.1:${product.env.POS_SIMULATOR_PORT}`;
    const typed = await fetch(`${pos}/simulator/v1/stores/${STORE}/items/taco-trio/price/9500`, {
      method: "POST",
    });
    expect(typed.status).toBe(200);
    await until("the wrong price is in force", WITHIN_MS, async () =>
      (await answered()).codes.includes("price_mismatch"),
    );
    await streaming;
  });

  it("is found beside its version, first among the changes, with the orders that it makes dearer", async () => {
    await page.goto(`${product.adminUrl}/menus`);
    await page.getByRole("link", { name: "YummyTaco Nosuch Place" }).click();
    await page.waitForURL(/\/menus\/loc_/);
    await page.goto(`${page.url().split("?")[0]}/versions`, { waitUntil: "networkidle" });
    expect(await violations(page)).toEqual([]);
    await tabTo("link", /^What changed with /);
    await page.keyboard.press("Enter");
    await page.getByText(/^1 difference, 1 price up/).waitFor();
    const price = page.getByRole("region", { name: "Prices (1)" }).getByRole("listitem");
    await price.getByText("$9.50 → $95.00").waitFor();
    await price.getByText("up 900%").waitFor();
    const orders = page.getByRole("region", { name: "Recent orders under the menu after" });
    await orders.getByText(/\d+ costs? more\./).waitFor();
    await orders
      .getByRole("listitem")
      .getByText(/^Order of/)
      .first()
      .waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it("is rolled back with the keyboard alone, and orders are priced rightly from then on", async () => {
    await tabTo("button", "Roll back to the version before…");
    await page.keyboard.press("Enter");
    await page.getByLabel("Why").waitFor();
    await page.keyboard.type("a digit too many");
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Enter");
    await page.getByText("YummyTaco Nosuch Place is held at this version.").waitFor();
    await until("PAR's validate is accepted", WITHIN_MS, async () =>
      (await answered()).status === "validated" ? true : null,
    );
    expect(await answered()).toEqual({ status: "validated", codes: [] });
  });

  it("is said on the store's page, with why and a way to its versions", async () => {
    const other = await page.context().newPage();
    const id = /loc_[^/]+/.exec(page.url())?.[0];
    await other.goto(`${product.adminUrl}/stores/${id}`, { waitUntil: "networkidle" });
    await other.getByText(/held at a version of its menu: a digit too many/).waitFor();
    expect(await violations(other)).toEqual([]);
    await other.close();
    await page.bringToFront();
  });

  it("is back when that is undone", async () => {
    await tabTo("button", "Undo");
    await page.keyboard.press("Enter");
    await until("the POS's newest is in force", WITHIN_MS, async () =>
      (await answered()).codes.includes("price_mismatch") ? true : null,
    );
  });
});

describe("several stores", () => {
  it("are held at what is in force in one act, and let go of in another", async () => {
    await page.goto(`${product.adminUrl}/menus`, { waitUntil: "networkidle" });
    await page.getByRole("link", { name: "Hold several…" }).click();
    await page.getByText("No store is held at a version of its menu.").waitFor();
    await page.waitForLoadState("networkidle");
    expect(await violations(page)).toEqual([]);
    const count = await page.getByRole("checkbox").count();
    await page.getByRole("button", { name: "Tick all" }).click();
    await page.getByLabel("Why").fill("the busiest day");
    await page.getByRole("button", { name: `Hold ${count} stores` }).click();
    const answers = page.getByRole("status");
    await answers.getByText("It is held.").first().waitFor();
    expect(await answers.getByText("It is held.").count()).toBe(count);
    await page.getByText(`${count} stores are held at a version of their menus.`).waitFor();
    expect(await violations(page)).toEqual([]);
    const list = await page.context().newPage();
    await list.goto(`${product.adminUrl}/menus`, { waitUntil: "networkidle" });
    await list.getByText(`${count} stores are held, and no newer version waits.`).waitFor();
    expect(await list.getByRole("link", { name: /^held/ }).count()).toBe(count);
    await list
      .getByRole("button", { name: /^Refresh now/ })
      .first()
      .click();
    await list.getByText("Stays held").waitFor();
    expect(await violations(list)).toEqual([]);
    await list.close();
    await page.getByRole("button", { name: `Let go of ${count} stores` }).click();
    await answers.getByText("It has its POS’s newest version.").first().waitFor();
    await page.getByText("No store is held at a version of its menu.").waitFor();
  });
});
