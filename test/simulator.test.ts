import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, violations } from "./browser.ts";
import { signIn } from "./pages/pages.ts";
import { type Stack, startStack } from "./stack.ts";

/** The simulator's page: a call is composed, sent as PAR, and its answer stands beside its trace. */

const WITHIN_MS = 30_000;

let stack: Stack;
let adminUrl: string;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  stack = await startStack();
  adminUrl = await stack.startAdmin();
  browser = await openBrowser();
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await signIn(page, adminUrl);
});
afterAll(async () => {
  await browser?.close();
  await stack?.[Symbol.asyncDispose]();
});

const answer = () => page.getByRole("region", { name: "PAR's answer" });
const trace = () => page.getByRole("region", { name: "Trace of the call" });
const sitting = () => page.getByRole("region", { name: "Sent in this sitting" });
const open = () => page.goto(`${adminUrl}/simulator?store=YC-LC-001`, { waitUntil: "networkidle" });

/** The only call's order, as the trace links to it. */
async function linkedOrder(): Promise<string | null> {
  const link = trace().getByRole("link", { name: "Open the order" });
  await link.waitFor({ timeout: WITHIN_MS });
  return await link.getAttribute("href");
}

describe("the simulator", () => {
  it("sends a composed order; sent again, it makes no second ticket", async () => {
    await open();
    await page.getByRole("combobox", { name: "Item to add" }).selectOption({ label: "Taco Trio" });
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await answer().getByText("Placed: the kitchen has it").waitFor({ timeout: WITHIN_MS });
    const order = await linkedOrder();
    expect(order).toMatch(/^\/orders\/ord_/);
    expect(await violations(page)).toEqual([]);

    await sitting().getByRole("button", { name: "Send again" }).click();
    await answer().getByText("stored answer").waitFor({ timeout: WITHIN_MS });
    expect(await linkedOrder()).toBe(order);
    await sitting().getByRole("button", { name: "Ask status" }).first().click();
    await expect.poll(() => sitting().getByRole("listitem").count(), { timeout: WITHIN_MS }).toBe(3);
    expect(await linkedOrder()).toBe(order);
  });

  it("shows what PAR gets for a wrong digest, and the call's own record of why", async () => {
    await open();
    await page.getByRole("button", { name: "A sensible random order" }).click();
    await page
      .getByRole("button", { name: /^Remove/ })
      .first()
      .waitFor({ timeout: WITHIN_MS });
    await page.getByRole("combobox", { name: "Fault" }).selectOption("WRONG_DIGEST");
    await page.getByText("Refused with 401: the signature does not fit the fields.").waitFor();
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await answer().getByText("The call was refused").waitFor({ timeout: WITHIN_MS });
    await answer().getByText("HTTP 401").waitFor();
    await trace().getByRole("link", { name: "Open the call" }).click();
    await page.waitForURL(/\/exchanges\/exc_/);
  });

  it("works by keyboard alone", async () => {
    await open();
    const random = page.getByRole("button", { name: "A sensible random order" });
    const send = page.getByRole("button", { name: "Send", exact: true });
    const tabTo = async (target: typeof random) => {
      const isThere = () => target.evaluate((element) => element === document.activeElement);
      for (let pressed = 0; pressed < 120 && !(await isThere()); pressed++) await page.keyboard.press("Tab");
      expect(await isThere()).toBe(true);
    };
    await tabTo(random);
    await page.keyboard.press("Enter");
    await page
      .getByRole("button", { name: /^Remove/ })
      .first()
      .waitFor({ timeout: WITHIN_MS });
    await tabTo(send);
    await page.keyboard.press("Enter");
    await answer()
      .getByText(/Placed|Pending/)
      .waitFor({ timeout: WITHIN_MS });
  });

  it("is hidden where the role may not", async () => {
    const context = await browser.newContext();
    const support = await context.newPage();
    await signIn(support, adminUrl, { email: "support@parley.example", password: "parley-demo-2026" });
    expect(await support.getByRole("link", { name: "Simulator" }).count()).toBe(0);
    await support.goto(`${adminUrl}/simulator`);
    await support.getByRole("heading", { name: /^Hidden for your role/ }).waitFor({ timeout: WITHIN_MS });
    expect(await support.getByRole("button", { name: "Send", exact: true }).count()).toBe(0);
    await context.close();
  });
});
