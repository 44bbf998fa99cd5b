import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, violations } from "./browser.ts";
import { details, type Par, submit, validate } from "./independent-par.ts";
import { freshId, freshOrder, testItemOrder, YUMMY_TACO } from "./orders.ts";
import { until } from "./program.ts";
import { type Product, startProduct } from "./stack.ts";

/** The admin as a person uses it: the whole product as `npm start` runs it, and a real browser. */

const DESKTOP = { width: 1440, height: 900 };

let product: Product;
let browser: Browser;
let page: Page;
let par: Par;

beforeAll(async () => {
  product = await startProduct();
  par = { baseUrl: product.apiUrl, sharedId: YUMMY_TACO.sharedId, now: () => new Date() };
  browser = await openBrowser();
  page = await signedIn("admin@parley.example");
});
afterAll(async () => {
  await browser?.close();
  await product?.[Symbol.asyncDispose]();
});

async function signedIn(email: string, colorScheme: "light" | "dark" = "light"): Promise<Page> {
  const context = await browser.newContext({ viewport: DESKTOP, colorScheme });
  const opened = await context.newPage();
  await opened.goto(product.adminUrl);
  await opened.getByLabel("E-mail").fill(email);
  await opened.getByLabel("Password").fill("parley-demo-2026");
  await opened.getByRole("button", { name: "Sign in", exact: true }).click();
  await opened.getByRole("heading", { name: "Overview" }).waitFor();
  return opened;
}

async function openOrder(onlineOrderId: string): Promise<void> {
  await page.goto(`${product.adminUrl}/orders`);
  await page.getByLabel("Search orders").fill(onlineOrderId);
  await page.getByLabel("Search orders").press("Enter");
  const table = page.getByRole("table", { name: "Orders" });
  await page.waitForURL(/q=/);
  await table.getByRole("link").first().click();
  await page.getByRole("heading", { name: onlineOrderId }).waitFor();
}

describe("an order that was just sent", () => {
  it("is found by its online order id, and its trace shows each hop", async () => {
    const order = freshOrder();
    const onlineOrderId = String(order.order_details.online_order_id);
    await validate(par, order);
    const answer = await submit(par, order);
    await openOrder(onlineOrderId);

    await page
      .getByText(String(details(answer).pos_order_id))
      .first()
      .waitFor();
    await page.getByText("took it as").waitFor();
    await page.getByRole("link", { name: "For engineers" }).click();
    await page.waitForURL(/view=engineer/);
    const hops = page.getByRole("table", { name: /Calls and stages/ });
    await until("each hop is shown", 30_000, async () => {
      await page.reload();
      const text = (await hops.allInnerTexts()).join("\n");
      return ["Validate", "Submit", "Token", "Body", "Signature", "Fields", "POS:"].every((hop) =>
        text.toLowerCase().includes(hop.toLowerCase()),
      );
    });
    await page.getByText(`PUT /v1/stores/`).first().waitFor();
  });

  it("shows the bytes that were signed, one click deeper, and never the secret", async () => {
    const order = freshOrder();
    await submit(par, order);
    await openOrder(String(order.order_details.online_order_id));
    await page.getByRole("link", { name: "For engineers" }).click();
    const call = page.locator("details", { hasText: "POST /posnext/order/submit" }).first();
    await call.locator("summary").first().click();
    await call.getByText(`${order.request_uid}|PAR-LOC-12345|`).first().waitFor();
    expect(await page.content()).not.toContain(YUMMY_TACO.sharedId);
  });

  it("that was refused says why and what to do", async () => {
    const order = testItemOrder("sim-refuse");
    await submit(par, order);
    await openOrder(String(order.order_details.online_order_id));
    await page.getByText("Next:").waitFor();
  });
});

describe("an unmapped id", () => {
  it("is mapped from the queue, and the lab's next order for it is placed", async () => {
    const parId = freshId("PAR-LOC");
    const refused = await product.lab("submit", "--location", parId);
    expect(refused.output).toContain("unmapped_location");

    await page.goto(`${product.adminUrl}/mappings`);
    const choice = page.getByLabel(`What ${parId} means`);
    expect(await choice.locator("option", { hasText: "BB-LC" }).count()).toBe(0);
    const store = await choice.locator("option", { hasText: "YC-LC-002" }).first().getAttribute("value");
    await choice.selectOption(store);
    await page.getByRole("listitem").filter({ has: choice }).getByRole("button", { name: "Map it" }).click();
    await page.getByText(`${parId} is`).waitFor();

    const placed = await product.lab("submit", "--location", parId);
    expect(placed.output).toContain("placed");
    expect(placed.code).toBe(0);
    expect(product.journal().at(-1)?.store).toBe("YC-LC-002");
  });
});

describe("J: the queue of unmapped ids", () => {
  it("maps nothing by a key that no row has, and gets an undone id back with its counts", async () => {
    const parId = freshId("PAR-LOC");
    for (let call = 0; call < 2; call++) await product.lab("submit", "--location", parId);
    const item = page.getByRole("listitem").filter({ hasText: parId });
    // The lab validates before it submits. Calls are counted after they were answered, and the page shows what was
    // counted when it was read.
    const times = async () => {
      await page.goto(`${product.adminUrl}/mappings`);
      return await item
        .getByText(/^Refused/)
        .first()
        .textContent();
    };
    await expect.poll(times, { timeout: 20_000 }).toMatch(/^Refused 4 times/);
    await page.keyboard.press("a");
    const choice = item.getByLabel(`What ${parId} means`);
    const store = await choice.locator("option", { hasText: "YC-LC-002" }).first().getAttribute("value");
    await choice.selectOption(store);
    await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
    await page.keyboard.press("a");
    await item.getByRole("button", { name: "Map it" }).click();
    await page.getByText(`${parId} is`).waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await item.getByText("Refused 4 times").waitFor();
  });
});

describe("who may see what", () => {
  it("sends a visitor who is not signed in to the sign-in", async () => {
    const visitor = await browser.newPage();
    await visitor.goto(`${product.adminUrl}/orders`);
    await visitor.getByLabel("E-mail").waitFor();
    expect(new URL(visitor.url()).pathname).toBe("/sign-in");
    await visitor.close();
  });

  it("shows the support of one brand nothing of another", async () => {
    const support = await signedIn("support@parley.example");
    await support.goto(`${product.adminUrl}/menus`);
    await support.getByText("YC-LC-001").first().waitFor();
    expect(await support.content()).not.toContain("BB-LC-001");
    await support.context().close();
  });
});

describe.each(["light", "dark"] as const)("taking an item off, %s", (colorScheme) => {
  it("has nothing that axe objects to", async () => {
    const visitor = await signedIn("admin@parley.example", colorScheme);
    await visitor.goto(`${product.adminUrl}/menus`);
    await visitor.locator('main a[href^="/menus/loc_"]').first().click();
    await visitor.getByRole("link", { name: "Items", exact: true }).click();
    await visitor
      .getByRole("button", { name: /^Take off…/ })
      .first()
      .click();
    await visitor.getByRole("dialog").getByLabel("At a date and time…").check();
    expect(await violations(visitor)).toEqual([]);
    await visitor.context().close();
  });
});

it("has lost none of its processes meanwhile", () => {
  expect(product.program.output()).not.toContain("starting it again");
});
