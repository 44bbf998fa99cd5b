import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openBrowser, violations } from "./browser.ts";
import { type Par, submit } from "./independent-par.ts";
import { freshOrder, YUMMY_TACO } from "./orders.ts";
import { type Product, startProduct } from "./stack.ts";

/** A link to an order: made by support, opened by somebody who is not signed in, ended, and then like any other. */

let product: Product;
let browser: Browser;
let support: Page;
let par: Par;

beforeAll(async () => {
  product = await startProduct();
  par = { baseUrl: product.apiUrl, sharedId: YUMMY_TACO.sharedId, now: () => new Date() };
  browser = await openBrowser();
  support = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await support.goto(product.adminUrl, { waitUntil: "networkidle" });
  await support.getByLabel("E-mail").fill("support@parley.example");
  await support.getByLabel("Password").fill("parley-demo-2026");
  await support.getByRole("button", { name: "Sign in", exact: true }).click();
  await support.getByRole("heading", { name: "Overview" }).waitFor();
});
afterAll(async () => {
  await browser?.close();
  await product?.[Symbol.asyncDispose]();
});

/** Every text and number in what PAR sent of the guest. */
function personalOf(customer: unknown): string[] {
  if (typeof customer === "string") return customer.length < 4 ? [] : [customer];
  return typeof customer === "object" && customer !== null ? Object.values(customer).flatMap(personalOf) : [];
}

it("is opened signed out with nothing personal in it, and shows nothing once it is revoked", async () => {
  const order = freshOrder();
  order.order_details.customer = {
    ...{ first_name: "Augusta", last_name: "Lovelace" },
    ...{ phone: "+15555550142", email: "augusta.lovelace@example.com" },
  };
  const number = String(order.order_details.online_order_id);
  await submit(par, order);
  await support.goto(`${product.adminUrl}/orders?q=${number}`);
  await support.locator('main a[href^="/orders/ord_"]').first().click();
  await support.getByRole("heading", { name: number }).waitFor();
  await support.getByRole("button", { name: "Make a link" }).click();
  const link = await support.getByLabel("Link", { exact: true }).inputValue();

  const guest = await (
    await browser.newContext({ viewport: { width: 390, height: 844 }, colorScheme: "dark" })
  ).newPage();
  const answer = await guest.goto(link);
  expect(answer?.status()).toBe(200);
  expect(answer?.headers()).toMatchObject({
    "cache-control": expect.stringContaining("no-store"),
    "referrer-policy": "no-referrer",
    "x-robots-tag": expect.stringContaining("noindex"),
  });
  await guest.getByRole("heading", { name: number }).waitFor();
  await guest.getByText("What happened").waitFor();
  const personal = personalOf(order.order_details.customer);
  expect(personal).toHaveLength(4);
  for (const text of personal) expect(await guest.content(), text).not.toContain(text);
  expect(await violations(guest)).toEqual([]);

  await support.reload();
  await support.getByText("opened once").waitFor();
  expect(await violations(support)).toEqual([]);
  await support.getByRole("button", { name: "Revoke" }).click();
  await support.getByText("revoked").waitFor();

  const plain = async (address: string) => {
    const status = (await guest.goto(address))?.status();
    await guest.getByRole("heading", { name: "This link shows nothing." }).waitFor();
    return { status, text: await guest.locator("main").innerText() };
  };
  const revoked = await plain(link);
  expect(revoked.status).toBe(404);
  expect(revoked).toEqual(await plain(`${product.adminUrl}/share/${"x".repeat(43)}`));
  expect(await violations(guest)).toEqual([]);
});
