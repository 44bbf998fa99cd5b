import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, violations } from "./browser.ts";
import { type Par, submit } from "./independent-par.ts";
import { type OrderBody, testItemOrder, YUMMY_TACO } from "./orders.ts";
import { until } from "./program.ts";
import { type Product, startProduct } from "./stack.ts";

/** Two people in two browsers: a colleague takes an issue over, and both send the same order again. */

const WITHIN_MS = 30_000;

let product: Product;
let browser: Browser;
let support: Page;
let owner: Page;
let par: Par;

beforeAll(async () => {
  product = await startProduct({ TIME_SCALE: "0.2", POS_SIMULATOR_CLASSES: "YC-LC-001=D" });
  par = { baseUrl: product.apiUrl, sharedId: YUMMY_TACO.sharedId, now: () => new Date() };
  browser = await openBrowser();
  support = await signedIn("support@parley.example");
  owner = await signedIn("admin@parley.example");
});
afterAll(async () => {
  await browser?.close();
  await product?.[Symbol.asyncDispose]();
});

async function signedIn(email: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  page.setDefaultTimeout(WITHIN_MS);
  await page.goto(product.adminUrl, { waitUntil: "networkidle" });
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill("parley-demo-2026");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("heading", { name: "Overview" }).waitFor();
  return page;
}

const nameOf = (order: OrderBody) => String(order.order_details.online_order_id);

/** By the keyboard alone: the element gets the focus by Tab, however far it is, and then a key. */
async function press(page: Page, role: "link" | "button", name: RegExp, key = "Enter"): Promise<void> {
  const wanted = page.getByRole(role, { name }).first();
  await wanted.waitFor();
  for (let n = 0; n < 200; n += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press("Tab");
  }
  expect(await wanted.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.press(key);
}

let order: OrderBody;
const whoHasIt = (page: Page) => page.getByRole("region", { name: "Who has it" });

describe("an issue", () => {
  it("is counted beside the menu once an order waits for a person", async () => {
    order = testItemOrder("sim-fault-once");
    expect((await submit(par, order)).json).toMatchObject({ status: "pending" });
    await until("the menu counts it", WITHIN_MS, async () => {
      await support.goto(product.adminUrl);
      return (await support.getByRole("link", { name: /^Issues\s*[1-9]/ }).count()) > 0;
    });
  });

  it("is taken by one with the keyboard, and by a colleague from them, who are told of each other", async () => {
    await press(support, "link", /^Issues/);
    await support.getByRole("heading", { name: "Issues" }).waitFor();
    await press(support, "link", /POS of .*Nosuch Place/);
    await press(support, "button", /^Take it$/);
    await whoHasIt(support).getByText("Sam Support has it").waitFor();
    expect(await violations(support)).toEqual([]);

    await owner.goto(support.url());
    await whoHasIt(owner).getByText("Sam Support has it").waitFor();
    await owner.getByRole("button", { name: "Take it" }).click();
    await whoHasIt(owner).getByText("Alex Admin has it").waitFor();

    // The page of the first still says that it is theirs.
    await support.getByRole("button", { name: "Give it back" }).click();
    await support.getByText("Somebody else changed this meanwhile").waitFor();
    await whoHasIt(support).getByText("Alex Admin has it").waitFor();
  });

  it("follows one person's quick clicks, though the page has not been read again in between", async () => {
    let goOn = () => {};
    const refresh = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const isOfPage = (url: URL) => url.searchParams.has("_rsc");
    await support.route(isOfPage, async (route) => {
      await refresh;
      await route.continue();
    });
    await support.getByRole("button", { name: "Take it" }).click();
    await support.getByRole("button", { name: "Give it back" }).waitFor();
    // What is read on the server is still as it was.
    expect(await whoHasIt(support).getByText("Alex Admin has it").count()).toBe(1);
    await support.getByRole("button", { name: "Rest", exact: true }).click();
    const answer = whoHasIt(support).getByRole("button", { name: "Look after it now" });
    await answer.or(support.getByText("Somebody else changed this meanwhile")).first().waitFor();
    expect(await answer.count()).toBe(1);
    goOn();
    await whoHasIt(support).getByText("Sam Support has it · rests until").waitFor();
    await support.unroute(isOfPage);
  });

  it("rests beside those that need somebody, and can be resolved from its rest", async () => {
    const address = support.url();
    await support.goto(product.adminUrl);
    await support.getByRole("link", { name: "1 more issue rests." }).click();
    await support.getByRole("link", { name: /POS of .*Nosuch Place/ }).click();
    await support.waitForURL(address);
    await support.getByLabel("Nothing more to do").selectOption("it is mended");
    await support.getByRole("button", { name: "Resolve", exact: true }).click();
    await whoHasIt(support).getByText("resolved: it is mended").waitFor();
  });
});

describe("an order that two people send again at once", () => {
  it("is made once, and who came second is told", async () => {
    await Promise.all([support, owner].map((page) => askToSend(page)));
    await Promise.all(
      [support, owner].map((page) => page.getByRole("button", { name: "Yes, send it again" }).click()),
    );
    const told = await Promise.all(
      [support, owner].map(async (page) => {
        const answer = page.locator("#settle").locator("[role=status], [role=alert]");
        await answer.first().waitFor();
        return await answer.first().innerText();
      }),
    );
    expect(told).toContainEqual(expect.stringContaining("Done: placed as"));
    expect(told).toContainEqual(
      expect.stringMatching(
        /was sent again|does not wait|is being sent|somebody else, or the POS, was faster/,
      ),
    );
    expect(product.journal(nameOf(order))).toHaveLength(1);
  });
});

describe("the overview", () => {
  it("counts a repeated submit among PAR's calls, and not as an order, and says so", async () => {
    await submit(par, order);
    await until("the repeat is counted", WITHIN_MS, async () => {
      await owner.goto(product.adminUrl);
      const calls = owner.getByRole("table", { name: /^PAR’s calls/ });
      const cells = calls.getByRole("row", { name: /Submit order/ }).locator("td");
      return (await cells.allInnerTexts()).includes("2");
    });
    const orders = owner.getByRole("figure").filter({ hasText: "Orders per minute" });
    const became = orders.getByRole("listitem").filter({ hasText: "Became orders" });
    expect(await became.innerText()).toMatch(/\b1$/);
    await owner.getByText("Every call counts, repeats and refusals too").waitFor();
  });
});

async function askToSend(page: Page): Promise<void> {
  await page.goto(`${product.adminUrl}/orders?q=${nameOf(order)}`);
  await page.locator('main a[href^="/orders/ord_"]').first().click();
  const choice = page.getByRole("radio", { name: "Send it to the kitchen again" });
  await until("it may be sent again", WITHIN_MS, () => choice.isEnabled());
  await choice.check();
  await page.getByRole("button", { name: "Continue…" }).click();
  await page.getByRole("button", { name: "Yes, send it again" }).waitFor();
}
