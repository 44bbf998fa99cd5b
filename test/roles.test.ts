import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, violations } from "./browser.ts";
import { digestOf, submit } from "./independent-par.ts";
import { freshOrder, type OrderBody, testItemOrder } from "./orders.ts";
import { signIn } from "./pages/pages.ts";
import { until } from "./program.ts";
import { type Stack, startStack } from "./stack.ts";

/** What each role comes for, from the first page to the end, by the keyboard alone. */

const WITHIN_MS = 30_000;
/** Keys that do something: a word that is typed, a link, a choice, a button. Each takes a practised person two seconds. */
const ACTS_MAX = 12;
/** Stops of the longest page, with room. */
const TABS_MAX = 200;

let stack: Stack;
let adminUrl: string;
let browser: Browser;

beforeAll(async () => {
  stack = await startStack({ timeScale: 0.2, env: { POS_SIMULATOR_CLASSES: "YC-LC-001=D" } });
  adminUrl = await stack.startAdmin();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await stack?.[Symbol.asyncDispose]();
});

/** Somebody at the keys; `acts` counts those that do something. */
class Person {
  acts = 0;
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Goes with Tab to what has this name, however far it is, and presses a key on it. */
  async press(role: "link" | "button", name: RegExp): Promise<void> {
    await this.enter(this.page.getByRole(role, { name }).first());
  }

  async enter(wanted: Locator): Promise<void> {
    await wanted.waitFor();
    await this.#goTo(wanted, "Tab");
    await this.page.keyboard.press("Enter");
    this.acts += 1;
  }

  /** Goes to the group with Tab, and in it with the arrows. */
  async choose(wanted: Locator): Promise<void> {
    const group = await wanted.getAttribute("name");
    const isInGroup = () =>
      this.page.evaluate((name) => document.activeElement?.getAttribute("name") === name, group);
    for (let n = 0; n < TABS_MAX && !(await isInGroup()); n += 1) await this.page.keyboard.press("Tab");
    await this.#goTo(wanted, "ArrowDown");
    await this.page.keyboard.press("Space");
    expect(await wanted.isChecked()).toBe(true);
    this.acts += 1;
  }

  async #goTo(wanted: Locator, key: string): Promise<void> {
    const hasFocus = () => wanted.evaluate((element) => element === document.activeElement);
    for (let n = 0; n < TABS_MAX && !(await hasFocus()); n += 1) await this.page.keyboard.press(key);
    expect(await hasFocus()).toBe(true);
  }

  async search(text: string): Promise<void> {
    await this.page.keyboard.press("/");
    await this.page.waitForFunction(() => document.activeElement?.matches("input"));
    await this.page.keyboard.type(text);
    await this.page.keyboard.press("Enter");
    this.acts += 3;
  }
}

async function signedIn(email: string, password?: string): Promise<Person> {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  page.setDefaultTimeout(WITHIN_MS);
  await signIn(page, adminUrl, { email, password: password ?? "parley-demo-2026" });
  await page.waitForLoadState("networkidle");
  return new Person(page);
}

/** Somebody of this role, made on the command line. */
async function newPerson(role: string): Promise<Person> {
  const email = `${role}@parley.example`;
  const made = await stack.parley(
    ...[
      "operator",
      "create",
      "--name",
      `Ro ${role}`,
      "--email",
      email,
      "--role",
      role,
      "--generate",
      "--json",
    ],
  );
  expect(made.code, made.output).toBe(0);
  return signedIn(email, JSON.parse(made.output.slice(made.output.indexOf("{"))).password);
}

const nameOf = (order: OrderBody) => String(order.order_details.online_order_id);
/** The minute as a caller at the store says it. */
const minuteAt = (at: Date) =>
  at.toLocaleTimeString("en-US", { hour: "numeric", minute: "2-digit", timeZone: "America/Los_Angeles" });

describe("support", () => {
  it("finds a caller's order by its amount and minute, and mends it", async () => {
    const order = testItemOrder("sim-fault-once");
    const at = new Date();
    expect((await submit(stack.yummyTaco, order)).json).toMatchObject({ status: "pending" });
    const sam = await signedIn("support@parley.example");
    await sam.press("link", /^Orders/);
    await sam.page.getByRole("heading", { name: "Orders" }).waitFor();
    await sam.search(`$${order.order_details.grand_total.toFixed(2)} ${minuteAt(at)}`);
    await sam.page
      .getByText(/^Understood as /)
      .first()
      .waitFor();
    await sam.press("link", new RegExp(nameOf(order)));
    await sam.page.getByRole("heading", { name: nameOf(order) }).waitFor();
    const again = sam.page.getByRole("radio", { name: "Send it to the kitchen again" });
    await until("it may be sent again", WITHIN_MS, () => again.isEnabled());
    await sam.choose(again);
    await sam.press("button", /^Continue/);
    await sam.press("button", /^Yes, send it again/);
    await sam.page.getByText(/Done: placed as/).waitFor();
    expect(stack.journal(nameOf(order))).toHaveLength(1);
    expect(sam.acts).toBeLessThanOrEqual(ACTS_MAX);
  });

  it("is told inside the frame that a place is hidden, and who may see it", async () => {
    const sam = await signedIn("support@parley.example");
    const hidden = {
      "/audit": /Hidden for your role: the audit.*Owner and Brand admin\./s,
      "/simulator": /Hidden for your role: the simulator.*Owner, Brand admin, and Integration engineer\./s,
    };
    for (const [path, told] of Object.entries(hidden)) {
      await sam.page.goto(`${adminUrl}${path}`);
      await sam.page.getByRole("heading", { name: /^Hidden for your role/ }).waitFor();
      expect(await sam.page.locator("main").innerText()).toMatch(told);
      expect(await violations(sam.page)).toEqual([]);
    }
    await sam.press("link", /^Orders/);
    await sam.page.getByRole("heading", { name: "Orders" }).waitFor();
  });
});

describe("an integration engineer", () => {
  it("is told which mistake made a signature wrong", async () => {
    const order = freshOrder();
    const { grand_total: total, subtotal } = order.order_details;
    const seconds = Math.floor(Date.parse(order.request_datetime) / 1000);
    const parts = [order.request_uid, order.location_id, nameOf(order), total, subtotal, seconds];
    const digest = digestOf(stack.yummyTaco.sharedId, parts.join("|"));
    expect((await submit(stack.yummyTaco, order, { digest })).status).toBe(401);
    const engineer = await newPerson("engineer");
    await engineer.press("link", /^Exchanges/);
    await engineer.page.getByRole("heading", { name: "Exchanges" }).waitFor();
    const call = engineer.page.locator('main a[href^="/exchanges/exc_"]').first();
    await until("the call is listed", WITHIN_MS, async () => {
      await engineer.page.reload({ waitUntil: "networkidle" });
      return (await call.count()) > 0;
    });
    await engineer.enter(call);
    await engineer.page
      .getByText(/dollars/i)
      .first()
      .waitFor();
    expect(engineer.acts).toBeLessThanOrEqual(ACTS_MAX);
  });
});

describe("a viewer", () => {
  it("reads orders, and is shown neither guests nor acts", async () => {
    const order = freshOrder();
    await submit(stack.yummyTaco, order);
    const viewer = await newPerson("viewer");
    await viewer.press("link", /^Orders/);
    await viewer.page.getByRole("heading", { name: "Orders" }).waitFor();
    await viewer.press("link", new RegExp(nameOf(order)));
    await viewer.page.getByRole("heading", { name: nameOf(order) }).waitFor();
    const text = await viewer.page.locator("main").innerText();
    expect(text).toContain("Hidden for your role");
    expect(Object(order.order_details.customer).first_name).toBe("Ada");
    expect(text).not.toMatch(/\bAda\b/);
    expect(await viewer.page.getByRole("radio").count()).toBe(0);
  });
});
