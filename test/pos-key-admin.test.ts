import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, violations } from "./browser.ts";
import { submit } from "./independent-par.ts";
import { freshOrder } from "./orders.ts";
import { signIn } from "./pages/pages.ts";
import { type Stack, startStack } from "./stack.ts";

/** The key of a store's bridge is changed in the browser, the POS changes over, and no order is refused. */

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
const submitted = async () => Object(JSON.parse((await submit(stack.yummyTaco, freshOrder())).text)).status;

describe("the key of a store's bridge", () => {
  it("is shown once, works beside the old one until the POS has it, and then alone", async () => {
    await page.goto(`${adminUrl}/stores`, { waitUntil: "networkidle" });
    await page.getByRole("link", { name: "YummyTaco Nosuch Place" }).click();
    await button("Change the key…").click();
    expect(await violations(page)).toEqual([]);
    await button("Change the key").click();
    await page.getByText("Both keys count now.").waitFor();
    expect(await violations(page)).toEqual([]);
    const key = await page.getByLabel("key", { exact: true }).inputValue();
    expect(await submitted()).toBe("placed");

    await button("End the old one now").click();
    await page.getByText("if it does not have it yet, every order is refused from now on.").waitFor();
    expect(await violations(page)).toEqual([]);
    await button("Leave both as they are").click();

    const changeOver = `${stack.posUrl}/simulator/v1/key/${encodeURIComponent(key)}`;
    expect((await fetch(changeOver, { method: "POST" })).status).toBe(200);
    expect(await submitted()).toBe("placed");
    await page.reload({ waitUntil: "networkidle" });
    await button("End the old one now").click();
    await page.getByText("The POS signs with the new key.").waitFor();
    await button("End the old one now").click();
    await page.getByText("It counts no more; the other one has no end.").waitFor();
    expect(await submitted()).toBe("placed");
    expect(await page.content()).not.toContain(key);
  });

  it("has not changed the POS that an order's page names", async () => {
    await page.goto(`${adminUrl}/orders`, { waitUntil: "networkidle" });
    await page.locator("a[data-row-link]").first().click();
    await page.getByText("The POS that it was sent to").waitFor();
    await page.getByText(`The bridge at ${stack.posUrl}`).waitFor();
    await page.getByText("Its store has had another POS since").waitFor({ state: "detached" });
    expect(await violations(page)).toEqual([]);
  });

  it("is named where the POS refuses what is signed with it", async () => {
    const foreign = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
    const changeOver = `${stack.posUrl}/simulator/v1/key/${encodeURIComponent(foreign)}`;
    expect((await fetch(changeOver, { method: "POST" })).status).toBe(200);
    const { output } = await stack.parley("menu", "refresh", "YC-LC-001");
    expect(output).toContain("our signature was missing, wrong or out of time");
    await page.goto(`${adminUrl}/stores`, { waitUntil: "networkidle" });
    await page.getByRole("link", { name: "YummyTaco Nosuch Place" }).click();
    await page.getByText("Its POS refuses our signature: it answered 401").waitFor();
    await page
      .getByText(/We sign with one key, which counts since .+: see that the POS has the same\./)
      .waitFor();
    expect(await violations(page)).toEqual([]);
  });
});
