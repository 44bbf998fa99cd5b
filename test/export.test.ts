import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "./browser.ts";
import { submit } from "./independent-par.ts";
import { freshOrder } from "./orders.ts";
import { signIn } from "./pages/pages.ts";
import { type Stack, startStack } from "./stack.ts";

/** A list as a file, of more than one page of what the API gives at once. */

/** One more than the file of orders reads at once, and several pages of what the file of the audit does. */
const ORDERS = 101;
const VIEWS = 55;

let stack: Stack;
let adminUrl: string;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  stack = await startStack();
  adminUrl = await stack.startAdmin();
  browser = await openBrowser();
  page = await browser.newPage();
  await signIn(page, adminUrl);
});
afterAll(async () => {
  await browser?.close();
  await stack?.[Symbol.asyncDispose]();
});

/** The lines of the file behind a link or button of the page, all of it: one that broke off fails. */
async function file(name: RegExp): Promise<string[]> {
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name }).or(page.getByRole("link", { name })).first().click();
  const parts: Buffer[] = [];
  for await (const part of await (await download).createReadStream()) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString("utf8").split("\r\n");
}

describe("a list as a file", () => {
  it("has all orders, each once", async () => {
    const sent: string[] = [];
    for (let n = 0; n < ORDERS; n += 1) {
      const order = freshOrder();
      sent.push(order.request_uid);
      // One after the other: a store's POS takes so many at once, and no more.
      expect((await submit(stack.yummyTaco, order)).status).toBe(200);
    }
    await page.goto(`${adminUrl}/orders`, { waitUntil: "networkidle" });
    const lines = await file(/CSV/);
    expect(lines.at(-1)).toBe("");
    const rows = lines.slice(1, -1);
    expect(rows).toHaveLength(ORDERS);
    expect(sent.filter((uid) => rows.filter((row) => row.includes(uid)).length !== 1)).toEqual([]);
  });

  it("has all entries of the audit, each once", async () => {
    await page.evaluate(async (count) => {
      const headers = { "content-type": "application/json" };
      const query = "mutation($input: SaveViewInput!) { saveView(input: $input) { __typename } }";
      for (let n = 0; n < count; n += 1) {
        const input = { list: "ORDERS", name: `View ${n}`, params: "show=pending" };
        const body = JSON.stringify({ query, variables: { input } });
        await fetch("/graphql", { method: "POST", headers, body });
      }
    }, VIEWS);
    await page.goto(`${adminUrl}/audit?action=view_saved`, { waitUntil: "networkidle" });
    const lines = await file(/CSV/);
    expect(lines.at(-1)).toBe("");
    const subjects = new Set(lines.slice(1, -1).map((line) => /viw_\w+/.exec(line)?.[0]));
    expect(subjects.size).toBe(VIEWS);
    expect(lines).toHaveLength(VIEWS + 2);
  });
});
