import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, violations } from "./browser.ts";
import { type Par, validate } from "./independent-par.ts";
import { freshOrder, YUMMY_TACO } from "./orders.ts";
import { until } from "./program.ts";
import { type Product, startProduct } from "./stack.ts";

/** A new menu that PAR does not fit: let into force at one store, stopped by what is refused, and rolled back. */

const WITHIN_MS = 40_000;
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

describe("a rollout of a new menu", () => {
  it("is started of the stores that are held while a newer version waits", async () => {
    await page.goto(`${product.adminUrl}/menus/hold`, { waitUntil: "networkidle" });
    await page.getByRole("checkbox", { name: STORE }).check();
    await page.getByLabel("Why").fill("a new menu");
    await page.getByRole("button", { name: "Hold 1 store" }).click();
    await page.getByRole("status").getByText("It is held.").waitFor();
    const pos = `http://127.0.0.1:${product.env.POS_SIMULATOR_PORT}`;
    const typed = await fetch(`${pos}/simulator/v1/stores/${STORE}/items/taco-trio/price/9500`, {
      method: "POST",
    });
    expect(typed.status).toBe(200);
    await page.goto(`${product.adminUrl}/menus`, { waitUntil: "networkidle" });
    await page.getByRole("link", { name: "Rollouts…" }).click();
    await page.getByText("There was no rollout yet.").waitFor();
    expect(await page.getByRole("link", { name: "hold several" }).getAttribute("href")).toBe("/menus/hold");
    await until("the newer version waits", WITHIN_MS, async () => {
      await page.reload({ waitUntil: "networkidle" });
      return (await page.getByRole("checkbox").count()) > 0 ? true : null;
    });
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Tick all" }).click();
    await page.getByLabel("Minutes between waves").fill("1");
    await page.getByRole("button", { name: "Start with 1 store" }).click();
    await page.waitForURL(/\/menus\/rollouts\/rol_/);
    await page.getByText("has its new menu").waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it("stops where PAR's calls are refused for it, and is rolled back", async () => {
    for (let left = 6; left > 0; left -= 1) await validate(par, freshOrder());
    await page
      .getByText(/^6 of 6 calls were refused for reasons of the menu/)
      .waitFor({ timeout: WITHIN_MS });
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Roll back" }).click();
    await page.getByText("is held again at what it had").waitFor();
    const { json } = await validate(par, freshOrder());
    expect(json).toMatchObject({ status: "validated" });
  });
});
