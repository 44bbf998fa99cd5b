import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, violations } from "./browser.ts";
import { submit } from "./independent-par.ts";
import { freshOrder, type OrderBody } from "./orders.ts";
import { signIn } from "./pages/pages.ts";
import { until } from "./program.ts";
import { type Stack, startStack } from "./stack.ts";

/** What support does while a guest is on the phone: finds the order by what was said, and reads what became of it. */

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
  page.setDefaultTimeout(WITHIN_MS);
  await signIn(page, adminUrl);
});
afterAll(async () => {
  await browser?.close();
  await stack?.[Symbol.asyncDispose]();
});

const nameOf = (order: OrderBody) => String(order.order_details.online_order_id);
const main = () => page.locator("main");

/** Wide and on a phone, light and dark: nothing overflows, and axe finds nothing. */
async function looksRight(): Promise<void> {
  for (const width of [1440, 390])
    for (const colorScheme of ["light", "dark"] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      expect(await violations(page), `${width} ${colorScheme}`).toEqual([]);
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(beyond, `${width} ${colorScheme}`).toBeLessThanOrEqual(0);
    }
  await page.setViewportSize({ width: 1440, height: 900 });
}

describe("a refused submit", () => {
  it("begins as an order's page does: who, how much, why, whose job; its call is one click away", async () => {
    const order = freshOrder();
    await submit(stack.yummyTaco, { ...order, location_id: "PAR-LOC-NOWHERE" });
    const link = page.locator('main a[href^="/exchanges/exc_"]').first();
    await until("the call is listed", WITHIN_MS, async () => {
      await page.goto(`${adminUrl}/orders?q=${nameOf(order)}`);
      return (await link.count()) > 0;
    });
    await link.click();
    await page.getByRole("heading", { name: nameOf(order) }).waitFor();
    await main()
      .getByText(/PAR-LOC-NOWHERE was refused: nobody has mapped that id/)
      .waitFor();
    await main().getByText("Whose job:").waitFor();
    await main().getByText("Tell the guest:").waitFor();
    const facts = (await main().locator("header dl").innerText()).replaceAll(/\s+/g, " ");
    expect(facts).toMatch(
      /^Status Refused Total \$29\.10 Guest Ada Store PAR location PAR-LOC-NOWHERE Received .* Items \d$/,
    );
    // What only reads is offered once, and nothing of HTTP is in sight.
    const recheck = main().getByRole("button", { name: "Check it again by today's menu" });
    expect(await recheck.count()).toBe(1);
    expect(await main().getByText("Check with today's menu and mapping").count()).toBe(0);
    expect(await main().getByText("unmapped_location").count()).toBe(0);
    await looksRight();
    await recheck.click();
    await main()
      .locator("#acts [aria-live]")
      .getByText(/PAR-LOC-NOWHERE/)
      .waitFor();

    await main().getByRole("link", { name: "For engineers" }).click();
    await main().getByText("unmapped_location").first().waitFor();
    await main().getByRole("heading", { name: "Request" }).waitFor();
    await page.getByRole("heading", { name: nameOf(order) }).waitFor();
    await looksRight();
  });

  it("offers once to judge a refused order again, too", async () => {
    const order = freshOrder();
    const { grand_total: total } = order.order_details;
    const dearer = { ...order.order_details, grand_total: total + 5 };
    expect((await submit(stack.yummyTaco, { ...order, order_details: dearer })).json).toMatchObject({
      status: "rejected",
    });
    await page.goto(`${adminUrl}/orders?q=${nameOf(order)}`);
    await page.locator('main a[href^="/orders/ord_"]').first().click();
    await page.getByRole("heading", { name: nameOf(order) }).waitFor();
    expect(await main().getByRole("button", { name: "Check it again by today's menu" }).count()).toBe(1);
    expect(await main().getByText("Check with today's menu and mapping").count()).toBe(0);
  });
});

describe("an amount that a guest knows only about", () => {
  it.each(["about 29", "$29", "29-30", "entre 29 y 30"])(
    "leads from %j to the orders of it",
    async (said) => {
      const order = freshOrder();
      expect((await submit(stack.yummyTaco, order)).json).toMatchObject({ status: "placed" });
      await page.goto(`${adminUrl}/orders?q=${encodeURIComponent(said)}`, { waitUntil: "networkidle" });
      expect(await main().getByText(nameOf(order)).count()).toBe(0);
      await main()
        .getByRole("link", {
          name: /^Understood as an amount from 2[79]\.00 to \d\d\.\d\d: filter by amount$/,
        })
        .click();
      await page.waitForURL(/\/orders\?min=2[79]\.00&max=\d\d\.\d\d$/);
      await main().getByText(nameOf(order)).first().waitFor();
    },
  );

  it("is the palette's first choice where nothing else is found", async () => {
    await page.goto(`${adminUrl}/orders`, { waitUntil: "networkidle" });
    await page.keyboard.press("Control+k");
    const palette = page.getByRole("dialog", { name: "Find, go to, or do" });
    await palette.waitFor();
    await page.keyboard.type("around 29 dollars");
    await palette.getByRole("option", { name: "Orders from 27.00 to 31.00" }).waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/orders\?min=27\.00&max=31\.00$/);
  });
});

describe("an exact time", () => {
  it("is typed in the store's own time once a store is chosen, and says so", async () => {
    const order = freshOrder();
    expect((await submit(stack.yummyTaco, order)).json).toMatchObject({ status: "placed" });
    await page.goto(`${adminUrl}/orders?q=${nameOf(order)}`);
    const row = page.getByRole("table", { name: "Orders" }).getByRole("row").nth(1);
    const store = (await row.locator('a[href^="/stores/loc_"]').getAttribute("href"))?.split("/").at(-1);

    await page.goto(`${adminUrl}/orders?store=${store}`, { waitUntil: "networkidle" });
    await page.getByText("More filters").click();
    const from = page.getByLabel("From (America/Los_Angeles)");
    const before = page.getByLabel("Before (America/Los_Angeles)");
    // The hour around it, as the store's clock shows it, whatever the zone of this browser.
    const wall = (at: number) =>
      new Date(at)
        .toLocaleString("sv-SE", { timeZone: "America/Los_Angeles" })
        .replace(" ", "T")
        .slice(0, 16);
    const now = Date.now();
    const [begin, end] = [wall(now - 1_800_000), wall(now + 1_800_000)];
    await from.fill(begin);
    await before.fill(end);
    await page.getByRole("button", { name: "Apply" }).click();
    await page.waitForURL(/zone=America%2FLos_Angeles/);
    await main().getByText(nameOf(order)).first().waitFor();
    expect([await from.inputValue(), await before.inputValue()]).toEqual([begin, end]);
    await looksRight();

    // An hour before, there was none.
    await before.fill(begin);
    await from.fill(wall(now - 5_400_000));
    await page.getByRole("button", { name: "Apply" }).click();
    await main().getByText("Nothing was found by this.").waitFor();
  });
});
