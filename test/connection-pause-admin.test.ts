import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, violations } from "./browser.ts";
import { validate } from "./independent-par.ts";
import { freshOrder } from "./orders.ts";
import { signIn } from "./pages/pages.ts";
import { type Stack, startStack } from "./stack.ts";

/** A connection that takes no orders for a while, from the browser to PAR's door, and a call that tries it. */

const WITHIN_MS = 10_000;

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

const button = (name: string) => page.getByRole("button", { name, exact: true });
const validated = async () => (await validate(stack.yummyTaco, freshOrder())).text;
const openConnection = () => page.goto(`${adminUrl}/connections/yummytaco`, { waitUntil: "networkidle" });

describe("a connection", () => {
  it("is paused with a reason, which the overview says, and PAR's next order hears it", async () => {
    expect(await validated()).not.toContain("location_closed");
    await openConnection();
    await button("Pause it…").click();
    await page.getByLabel("Why it takes no orders").fill("PAR moves tonight");
    await page.getByLabel("When somebody resumes it").check();
    expect(await violations(page)).toEqual([]);
    await button("Pause it").click();
    await page.getByText("It is paused. PAR’s next order hears it.").waitFor();
    await expect.poll(validated, { timeout: WITHIN_MS }).toContain("location_closed");
    expect(await violations(page)).toEqual([]);
    await page.goto(adminUrl, { waitUntil: "networkidle" });
    await page.getByText("Why: PAR moves tonight").waitFor();
    await page.goto(`${adminUrl}/stores`, { waitUntil: "networkidle" });
    await page.getByText("Why: PAR moves tonight").waitFor();
    await page.getByText("its connection is paused").first().waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it("takes orders again by one button", async () => {
    await openConnection();
    await button("Take orders again").click();
    await page.getByText("It takes orders again.", { exact: true }).waitFor();
    await expect.poll(validated, { timeout: WITHIN_MS }).not.toContain("location_closed");
  });

  it("is tried by a call that is signed with its own SharedId", async () => {
    await openConnection();
    await page.getByLabel("Call", { exact: true }).selectOption("VALIDATE");
    await button("Send").click();
    await page.getByText("The order would be taken").waitFor({ timeout: WITHIN_MS });
    await page.getByRole("link", { name: "Open the call" }).waitFor();
    expect(await violations(page)).toEqual([]);
  });
});
