import { createServer, type Server } from "node:http";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, violations } from "./browser.ts";
import { signIn } from "./pages/pages.ts";
import { type Product, startProduct } from "./stack.ts";

/** Where issues are told, kept in the browser: a webhook is added, tried, switched off, deleted and put back. */

let product: Product;
let browser: Browser;
let page: Page;
let server: Server;
let url: string;
const received: { id: string | undefined; signature: string | undefined; body: string }[] = [];

beforeAll(async () => {
  server = createServer((req, res) => {
    let body = "";
    req.setEncoding("utf8");
    req.on("data", (chunk: string) => {
      body += chunk;
    });
    req.on("end", () => {
      const text = (name: string) => {
        const value = req.headers[name];
        return typeof value === "string" ? value : undefined;
      };
      received.push({ id: text("webhook-id"), signature: text("webhook-signature"), body });
      res.end();
    });
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}/alerts`;
  product = await startProduct();
  browser = await openBrowser();
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await signIn(page, product.adminUrl);
});
afterAll(async () => {
  await browser?.close();
  await product?.[Symbol.asyncDispose]();
  server?.close();
});

const button = (name: string) => page.getByRole("button", { name, exact: true });

describe("a channel of alerts", () => {
  it("is added, and its key is shown once", async () => {
    await page.goto(`${product.adminUrl}/settings/alerts`, { waitUntil: "networkidle" });
    await page.getByText("This installation has no mail server").waitFor();
    await button("Add a channel…").click();
    await page.getByLabel(/^Signed webhook/).check();
    await page.getByLabel("What to call it").fill("Our pager");
    await page.getByLabel("The webhook’s URL").fill(url);
    await page.getByLabel("Quiet hours").check();
    await page.getByLabel("Wait so many minutes first").fill("15");
    expect(await violations(page)).toEqual([]);
    await button("Add it").click();
    const key = await page.getByLabel("key", { exact: true }).inputValue();
    expect(key).toMatch(/^whsec_/);
    await page.getByText("Our pager").first().waitFor();
    await page.getByText(/quiet 22:00–07:00/).waitFor();
    await page.getByText(/after 15 minutes/).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.reload({ waitUntil: "networkidle" });
    expect(await page.content()).not.toContain(key);
  });

  it("is tried, and the log says that it arrived", async () => {
    const row = page
      .locator("div", { hasText: "Our pager" })
      .filter({ has: button("Send a test") })
      .last();
    await row.getByRole("button", { name: "Send a test" }).click();
    await page.getByText("A test is on its way").waitFor();
    const log = page.getByRole("table", { name: "What was told" });
    await log.getByRole("row", { name: /Our pager.*yes/ }).waitFor({ timeout: 60_000 });
    expect(received).toMatchObject([
      { id: expect.stringMatching(/^ald_/), signature: expect.stringMatching(/^v1,/) },
    ]);
    expect(JSON.parse(received[0]?.body ?? "")).toMatchObject({ type: "alert.test" });
    await log.getByRole("button", { name: /^Send again/ }).click();
    await expect.poll(() => received.length, { timeout: 60_000 }).toBe(2);
    expect(received[1]?.id).toBe(received[0]?.id);
  });

  it("is switched off, deleted, and put back by the undo beside it", async () => {
    const row = page
      .locator("div", { hasText: "Our pager" })
      .filter({ has: button("Switch off") })
      .last();
    await row.getByRole("button", { name: "Switch off" }).click();
    await page.getByText("off", { exact: true }).waitFor();
    await page
      .locator("div", { hasText: "Our pager" })
      .filter({ has: button("Switch on") })
      .last()
      .getByRole("button", { name: "Delete" })
      .click();
    await page.getByText("Our pager is deleted.").waitFor();
    expect(await violations(page)).toEqual([]);
    await button("Undo").click();
    await page.getByText("Our pager is back.").waitFor();
    await button("Switch on").waitFor();
  });
});

describe("whoever has a page open", () => {
  it("is told of an issue that begins, at the edge of the page, until they have seen it", async () => {
    await page.goto(`${product.adminUrl}/menus`, { waitUntil: "networkidle" });
    const news = page.getByRole("region", { name: "Issues that have just begun" });
    expect(await news.getByRole("link").count()).toBe(0);
    const headers = { "content-type": "application/json" };
    const url = `${product.apiUrl}/posnext/order/validate`;
    const answer = await fetch(url, { method: "POST", headers, body: "{}" });
    expect(answer.status).toBe(401);
    const title = news.getByRole("link", { name: /^Callers without a valid token try to get in from/ });
    await title.waitFor({ timeout: 60_000 });
    expect(await violations(page)).toEqual([]);
    await news.getByRole("button", { name: "Seen" }).click();
    expect(await news.getByRole("link").count()).toBe(0);
  });
});
