import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, violations } from "./browser.ts";
import { submit } from "./independent-par.ts";
import { freshId, freshOrder } from "./orders.ts";
import { signIn } from "./pages/pages.ts";
import { type Stack, startStack } from "./stack.ts";

/** The frame around every page: palette and keys, and what stands in it where a page cannot be shown. */

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

const keys = () => page.getByRole("dialog", { name: "Keys" });
/** Opens a page, and waits until it hears keys. */
async function open(path: string): Promise<void> {
  await page.goto(`${adminUrl}${path}`, { waitUntil: "networkidle" });
  const areShown = async () => {
    await page.keyboard.press("?");
    return keys().isVisible();
  };
  await expect.poll(areShown, { timeout: WITHIN_MS }).toBe(true);
  await page.keyboard.press("Escape");
  await keys().waitFor({ state: "hidden" });
}
const palette = () => page.getByRole("dialog", { name: "Find, go to, or do" });
const search = () => page.locator("[data-search]");
/** Waits until the focus is there; says where it is if it never comes. */
async function hasFocus(on: ReturnType<typeof search>): Promise<void> {
  const wanted = await on.evaluate((element) => element.outerHTML);
  const focused = () => page.evaluate(() => document.activeElement?.outerHTML);
  await expect.poll(focused, { timeout: WITHIN_MS }).toBe(wanted);
}

describe("the palette", () => {
  it("finds an order by its number and opens it, by keys alone", async () => {
    const order = freshOrder();
    const onlineOrderId = String(order.order_details.online_order_id);
    await submit(stack.yummyTaco, order);
    await open("/");
    await page.keyboard.press("Control+k");
    await page.keyboard.type(onlineOrderId);
    await palette().getByRole("option").filter({ hasText: "Placed" }).waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/orders\/ord_/);
    await page.getByRole("heading", { name: onlineOrderId }).waitFor();
  });

  it("finds stores, ids that mean nothing yet, places, and parts of the settings", async () => {
    const parId = freshId("PAR-LOC");
    await submit(stack.yummyTaco, { ...freshOrder(), location_id: parId });
    for (const [typed, option, url] of [
      ["yc-lc-001 menu", /^Menu of .*YC-LC-001/, /\/menus\/loc_/],
      [parId, new RegExp(`^${parId}\\s*Not mapped yet`), /\/mappings\?q=/],
      ["can par get in", /^Connections/, /\/connections$/],
      ["people", /^Settings: People/, /\/settings\/people$/],
      ["language", /^Settings: Your account/, /\/settings\/me$/],
    ] as const) {
      await open("/orders");
      await page.keyboard.press("/");
      await page.keyboard.press("Escape");
      await page.keyboard.press("Control+k");
      await page.keyboard.type(typed);
      await palette().getByRole("option", { name: option }).click();
      await page.waitForURL(url);
    }
  });

  it("acts on the row in focus, and gives the focus back", async () => {
    await open("/orders");
    const first = page.locator("[data-row-link]").first();
    await page.keyboard.press("j");
    await hasFocus(first);
    await page.keyboard.press("Control+k");
    await palette().getByRole("option", { name: "Copy the link" }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await palette().waitFor({ state: "hidden" });
    await hasFocus(first);
  });
});

describe("the keys", () => {
  it.each(["/orders", "/exchanges", "/mappings"])("go to the search of %s and back", async (path) => {
    await open(path);
    const place = page.getByRole("navigation", { name: "Places" }).getByRole("link", { name: "Menus" });
    await place.focus();
    await page.keyboard.press("/");
    await hasFocus(search());
    await page.keyboard.type("typed by accident");
    await page.keyboard.press("Escape");
    await hasFocus(place);
    expect(await search().inputValue()).toBe("");
  });

  it("open the palette where a page has no search", async () => {
    await open("/connections");
    await page.keyboard.press("/");
    await palette().waitFor();
  });

  it("are listed by ?, and Esc closes the list", async () => {
    await open("/orders");
    await page.keyboard.press("j");
    await page.keyboard.press("?");
    await keys().getByText("Go to Exchanges").waitFor();
    await page.keyboard.press("Escape");
    await keys().waitFor({ state: "hidden" });
    await hasFocus(page.locator("[data-row-link]").first());
  });

  it("fold what was opened around the focus", async () => {
    await open("/orders");
    const columns = page.locator("summary", { hasText: "Columns" });
    await columns.click();
    await page.getByRole("checkbox").first().focus();
    await page.keyboard.press("Escape");
    await hasFocus(columns);
    expect(await page.getByRole("checkbox").first().isVisible()).toBe(false);
  });
});

const places = () => page.getByRole("navigation", { name: "Places" });

describe("a page that is not there", () => {
  it.each([
    "/no-such-page",
    "/orders/ord_none",
    "/menus/loc_none",
    "/exchanges/exc_none",
    "/issues/iss_none",
  ])("stands inside the frame, with the way on: %s", async (path) => {
    await open(path);
    await page.getByRole("heading", { name: "There is no such page." }).waitFor();
    await places().getByRole("link", { name: "Orders" }).waitFor();
    await page.locator("main").getByRole("button", { name: "Find or do" }).click();
    await palette().waitFor();
  });
});

describe("an API that does not answer", () => {
  it("is said inside the frame, and the page comes by itself once it is back", async () => {
    await open("/connections");
    await stack.killApi();
    await places().getByRole("link", { name: "Menus" }).click();
    await page.getByRole("alert").getByText("The API does not answer.").waitFor();
    await places().getByRole("link", { name: "Orders" }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Control+k");
    await palette().waitFor();
    await page.keyboard.press("Escape");
    await stack.startApi();
    await page.getByRole("table", { name: "Menus" }).waitFor();
  });

  it("is said as well where its port is open and the process hangs", async () => {
    await open("/connections");
    stack.signalApi("SIGSTOP");
    try {
      await places().getByRole("link", { name: "Menus" }).click();
      await page.getByRole("alert").getByText("The API does not answer.").waitFor();
      await page.getByRole("alert").getByRole("button", { name: "Try again" }).waitFor();
    } finally {
      stack.signalApi("SIGCONT");
    }
    await page.getByRole("table", { name: "Menus" }).waitFor();
  });
});
