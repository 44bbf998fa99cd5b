import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, violations } from "./browser.ts";
import { validate } from "./independent-par.ts";
import { freshOrder } from "./orders.ts";
import { signIn } from "./pages/pages.ts";
import { type Stack, startStack } from "./stack.ts";

/** Several stores that take no orders for a while, from the browser to PAR's door and back by one button. */

const WITHIN_MS = 10_000;

let stack: Stack;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  stack = await startStack();
  const adminUrl = await stack.startAdmin();
  browser = await openBrowser();
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await signIn(page, adminUrl);
  await page.goto(`${adminUrl}/stores`, { waitUntil: "networkidle" });
});
afterAll(async () => {
  await browser?.close();
  await stack?.[Symbol.asyncDispose]();
});

const button = (name: string | RegExp) => page.getByRole("button", { name, exact: true });
const validated = async () => (await validate(stack.yummyTaco, freshOrder())).text;

describe("all stores of a brand", () => {
  it("are paused for one reason, each is told of, and PAR's next order hears it", async () => {
    expect(await validated()).not.toContain("location_closed");
    await button("Pause several…").click();
    await page.getByLabel(/^All of YummyTaco/).check();
    await page.getByLabel("Why they take no orders").fill("no power in town");
    await page.getByLabel("At the end of the day").check();
    expect(await violations(page)).toEqual([]);
    await button(/^Pause (one store|\d+ stores)$/).click();
    await page
      .getByText(/: paused until \w+ \d+, 04:00/)
      .first()
      .waitFor();
    await expect.poll(validated, { timeout: WITHIN_MS }).toContain("location_closed");
    expect(await violations(page)).toEqual([]);
  });

  it("take orders again by the one button beside it", async () => {
    await button(/^Take (it|both|all \d+) back$/).click();
    await page
      .getByText(/takes? orders? again\./)
      .first()
      .waitFor();
    await expect.poll(validated, { timeout: WITHIN_MS }).not.toContain("location_closed");
  });
});
