import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, violations } from "./browser.ts";
import { getOrder, type Par, submit } from "./independent-par.ts";
import { freshOrder, type OrderBody, testItemOrder, YUMMY_TACO } from "./orders.ts";
import { until } from "./program.ts";
import { type Product, startProduct } from "./stack.ts";

/**
 * Support in the admin: an order that a POS of class D never answered, from the phone call to PAR's answer;
 * and a placed one that the POS cancels.
 */

const WITHIN_MS = 30_000;

let product: Product;
let browser: Browser;
let page: Page;
let par: Par;

beforeAll(async () => {
  product = await startProduct({ TIME_SCALE: "0.2", POS_SIMULATOR_CLASSES: "YC-LC-001=D" });
  par = { baseUrl: product.apiUrl, sharedId: YUMMY_TACO.sharedId, now: () => new Date() };
  browser = await openBrowser();
  page = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
  page.setDefaultTimeout(WITHIN_MS);
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

const nameOf = (order: OrderBody) => String(order.order_details.online_order_id);
const ticketOf = (order: OrderBody) => product.journal(nameOf(order))[0];
const statusFor = async (order: OrderBody) => (await getOrder(par, order.request_uid)).json.status;
const choice = (name: string) => page.getByRole("radio", { name });

/** Sends an order that waits for a person in the end, and opens it. */
async function openWaiting(itemId: string): Promise<OrderBody> {
  const order = testItemOrder(itemId);
  expect((await submit(par, order)).json).toMatchObject({ status: "pending" });
  await openOrder(order);
  await page.getByRole("heading", { name: "Settle this order" }).waitFor();
  return order;
}

async function openOrder(order: OrderBody): Promise<void> {
  await page.goto(`${product.adminUrl}/orders?q=${nameOf(order)}`);
  await page.locator('main a[href^="/orders/ord_"]').first().click();
  await page.getByRole("heading", { name: nameOf(order) }).waitFor();
}

describe("an order that waits for a person", () => {
  it("is said to be absent only when a late ticket cannot come up any more", async () => {
    const order = await openWaiting("sim-fault");
    // If the page opened early enough, this choice is still disabled, and the page says until when.
    const isEarly = () => choice("There is no ticket").isDisabled();
    if (await isEarly()) {
      const said = await page.getByText(/Not before .* Have the store look again/).count();
      // Its time may come between two looks at the page.
      if (await isEarly()) expect(said).toBeGreaterThan(0);
      expect(await choice("The ticket is there").isEnabled()).toBe(true);
      expect(await violations(page)).toEqual([]);
    }
    await until("it may be chosen", WITHIN_MS, () => choice("There is no ticket").isEnabled());
    await choice("There is no ticket").check();
    await page.getByLabel("Note (optional)").fill("spoke to Kim");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Yes, it is not there" }).click();
    await page.getByText("Done: errored.").waitFor();
    expect(await statusFor(order)).toBe("errored");
    expect(ticketOf(order)).toBeUndefined();
  });

  it("is placed under the number of the ticket that was found, with the keyboard", async () => {
    const order = await openWaiting("sim-lose-ack");
    const number = ticketOf(order)?.pos_order_id ?? "";
    await choice("The ticket is there").focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Tab");
    await page.keyboard.type(number);
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: new RegExp(number) }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Yes, it is placed" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText(`Done: placed as ${number}.`).waitFor();
    expect(await statusFor(order)).toBe("placed");
  });
});

describe("a placed order that the till takes back", () => {
  it("is looked after with a note, and PAR's answer stays", async () => {
    const order = freshOrder();
    expect((await submit(par, order)).json).toMatchObject({ status: "placed" });
    const reference = ticketOf(order)?.reference;
    const pos = `http://127.0.0.1:${product.env.POS_SIMULATOR_PORT}/simulator/v1/orders/${reference}/cancel`;
    expect((await fetch(pos, { method: "POST" })).status).toBeLessThan(300);
    await until("it is disputed", WITHIN_MS, async () => {
      await openOrder(order);
      return await page.getByRole("heading", { name: "Look after this order" }).isVisible();
    });
    expect(await violations(page)).toEqual([]);
    await page.getByLabel("What was done").fill("refunded, spoke to Kim");
    await page.keyboard.press("Enter");
    await page.getByText("Settled. Your note is in the timeline").waitFor();
    expect(await statusFor(order)).toBe("placed");
  });
});
