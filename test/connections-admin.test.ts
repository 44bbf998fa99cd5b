import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, violations } from "./browser.ts";
import { type Par, submit, token, validate } from "./independent-par.ts";
import { type Keyboard, keyboardOf } from "./keyboard.ts";
import { freshId, freshOrder } from "./orders.ts";
import { signIn } from "./pages/pages.ts";
import { until } from "./program.ts";
import { type Stack, startStack } from "./stack.ts";

/** A connection run from the browser: its SharedId rotated and retired, a switch set and taken back, and what PAR hears meanwhile. */

const WITHIN_MS = 10_000;
const PER_SECOND = 50;

let stack: Stack;
let adminUrl: string;
let browser: Browser;
let page: Page;
let keyboard: Keyboard;
/** PAR with the SharedId that works when a test begins. */
let par: Par;

beforeAll(async () => {
  stack = await startStack();
  adminUrl = await stack.startAdmin();
  par = stack.yummyTaco;
  browser = await openBrowser();
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  keyboard = keyboardOf(page);
  await signIn(page, adminUrl);
});
afterAll(async () => {
  await browser?.close();
  await stack?.[Symbol.asyncDispose]();
});

/** What PAR is answered where it signs with this SharedId. */
async function answered(sharedId: string): Promise<number> {
  return (await validate({ ...par, sharedId }, freshOrder())).status;
}

const button = (name: string) => page.getByRole("button", { name, exact: true });

async function openConnection(): Promise<void> {
  await page.goto(`${adminUrl}/connections/yummytaco`, { waitUntil: "networkidle" });
}

/** Makes a SharedId with the overlap that is offered first, and gives it. */
async function rotated(): Promise<string> {
  await button("Rotate…").click();
  await button("Add the SharedId").click();
  const made = page.getByRole("region", { name: /never shown again/ }).locator("code");
  await made.waitFor();
  return (await made.textContent()) ?? "";
}

describe("a SharedId", () => {
  it("is rotated by keyboard alone: both work, and what was made is shown this once", async () => {
    await page.goto(`${adminUrl}/connections`, { waitUntil: "networkidle" });
    const open = page.getByRole("link", { name: "Open YummyTaco" });
    await keyboard.press(open);
    await page.getByText("PAR can get in.", { exact: true }).waitFor();
    await page.waitForLoadState("networkidle");
    await keyboard.press(button("Rotate…"));
    await button("Add the SharedId").waitFor();
    expect(await violations(page)).toEqual([]);
    await keyboard.press(button("Add the SharedId"));

    const region = page.getByRole("region", { name: /never shown again/ });
    await region.waitFor();
    await keyboard.isIn(region);
    const made = (await region.locator("code").textContent()) ?? "";
    expect(made).toMatch(/^[\w-]{43}$/);
    await page.getByText(/PAR can get in with two SharedIds until/).waitFor();
    expect(await violations(page)).toEqual([]);
    await expect.poll(() => answered(made), { timeout: WITHIN_MS }).toBe(200);
    expect(await answered(par.sharedId)).toBe(200);

    await openConnection();
    expect(await page.content()).not.toContain(made);
    const changes = page.getByRole("table", { name: "Who changed what" });
    await changes.getByText("SharedId added").first().waitFor();

    await keyboard.press(button("End the older one…"));
    await page.getByText(/Every call that PAR still signs with it is refused/).waitFor();
    expect(await violations(page)).toEqual([]);
    await keyboard.press(button("End it now"));
    await page.getByText("It has ended. The other one works without an end.").waitFor();
    await page.getByText("PAR can get in.", { exact: true }).waitFor();
    await expect.poll(() => answered(par.sharedId), { timeout: WITHIN_MS }).toBe(401);
    expect(await answered(made)).toBe(200);
    par = { ...par, sharedId: made };
  });

  it("that PAR gave is told how strong it is, and is taken back before PAR has it", async () => {
    await openConnection();
    await button("Rotate…").click();
    await page.getByLabel("Paste the one that PAR gave").check();
    const field = page.getByLabel("SharedId", { exact: true });
    await field.fill("tiny");
    await page.getByText("4 characters: 10 are the least.").waitFor();
    expect(await button("Add the SharedId").isDisabled()).toBe(true);
    await field.fill("password-password");
    await page.getByText("17 characters: short.", { exact: false }).waitFor();
    await button("Add the SharedId").click();
    await page.getByText(/It is weak, by its length or because it is easy to guess/).waitFor();
    await expect.poll(() => answered("password-password"), { timeout: WITHIN_MS }).toBe(200);

    await button("End the newer one…").click();
    await button("End it now").click();
    await page.getByText("PAR can get in.", { exact: true }).waitFor();
    await expect.poll(() => answered("password-password"), { timeout: WITHIN_MS }).toBe(401);
    expect(await answered(par.sharedId)).toBe(200);
  });

  it("is rotated while fifty orders a second come, and none is refused", async () => {
    const sent: Promise<number>[] = [];
    const pending = { count: 0, most: 0 };
    let sharedId = par.sharedId;
    const send = async () => {
      pending.count += 1;
      pending.most = Math.max(pending.most, pending.count);
      const { status } = await submit({ ...par, sharedId }, freshOrder());
      pending.count -= 1;
      return status;
    };
    const timer = setInterval(() => sent.push(send()), 1_000 / PER_SECOND);
    const begun = performance.now();
    const more = async (count: number) => {
      const from = sent.length;
      await until("orders came", WITHIN_MS * 3, async () => (sent.length >= from + count ? true : null));
    };
    await openConnection();
    const made = await rotated();
    await more(PER_SECOND);
    await expect.poll(() => answered(made), { timeout: WITHIN_MS }).toBe(200);
    sharedId = made;
    await more(PER_SECOND);
    // What was signed with the older one is answered before that ends: PAR changes over first.
    await Promise.all(sent);
    await button("End the older one…").click();
    await button("End it now").click();
    await page.getByText("It has ended.", { exact: false }).waitFor();
    await more(PER_SECOND);
    clearInterval(timer);
    const perSecond = sent.length / ((performance.now() - begun) / 1_000);
    const statuses = await Promise.all(sent);
    process.stdout.write(
      `A SharedId rotated at ${perSecond.toFixed(0)} orders/s: ${sent.length} orders, at most ${pending.most} at once\n`,
    );
    expect(statuses.filter((status) => status !== 200 && status !== 202)).toEqual([]);
    expect(await answered(par.sharedId)).toBe(401);
    par = { ...par, sharedId: made };
  });
});

describe("a switch", () => {
  /** The status of an order for a store that no mapping knows. */
  const unmapped = async () =>
    (await validate(par, { ...freshOrder(), location_id: freshId("PAR-LOC") })).status;

  it("is changed and taken back, and PAR's next call is read so each time", async () => {
    expect(await unmapped()).toBe(422);
    await openConnection();
    const group = page.getByRole("group").filter({ hasText: "Answers: how PAR is told" });
    expect(await group.getByText("unmapped_status=422").isVisible()).toBe(false);
    await group.getByText("all at their defaults").click();
    await page.getByLabel("The HTTP status of an id that is not mapped: new value").selectOption("404");
    expect(await violations(page)).toEqual([]);
    await button("Set unmapped_status").click();
    await page.getByText("The HTTP status of an id that is not mapped: 404 now.", { exact: false }).waitFor();
    await expect.poll(unmapped, { timeout: WITHIN_MS }).toBe(404);

    await button("Undo").click();
    await page.getByText("unmapped_status=422").waitFor();
    await expect.poll(unmapped, { timeout: WITHIN_MS }).toBe(422);
  });

  it("that was changed stands open, and has its default back by one button", async () => {
    await openConnection();
    await page.getByText("Answers: how PAR is told").click();
    await page.getByLabel("The HTTP status of an id that is not mapped: new value").selectOption("200");
    await button("Set unmapped_status").click();
    await expect.poll(unmapped, { timeout: WITHIN_MS }).toBe(200);
    await openConnection();
    await page.getByText("changed, the default is 422").waitFor();
    expect(await violations(page)).toEqual([]);
    await button("Back to the default").click();
    await expect.poll(unmapped, { timeout: WITHIN_MS }).toBe(422);
  });
});

describe("what PAR was seen to do", () => {
  const withoutExpiry = async () =>
    (await validate(par, freshOrder(), { authorization: `Bearer ${token(par, { exp: undefined })}` })).status;

  it("stands beside the switch that refuses it, which one press sets so and another takes back", async () => {
    expect(await withoutExpiry()).toBe(401);
    await expect
      .poll(
        async () => {
          await openConnection();
          return page.getByText("refused: the token did not say when it expires.").isVisible();
        },
        { timeout: WITHIN_MS },
      )
      .toBe(true);
    await page.getByRole("table", { name: "What PAR was seen to do" }).getByText("grand_total").waitFor();
    expect(await violations(page)).toEqual([]);
    await button("Set it so: no, without it a token lives ten minutes").click();
    await expect.poll(withoutExpiry, { timeout: WITHIN_MS }).toBe(200);
    await button("Undo").click();
    await expect.poll(withoutExpiry, { timeout: WITHIN_MS }).toBe(401);
  });
});

describe("a connection", () => {
  it("is added with a SharedId that is made and shown once, and PAR can get in", async () => {
    await page.goto(`${adminUrl}/connections`, { waitUntil: "networkidle" });
    await button("Add a connection…").click();
    await page.getByLabel("Name", { exact: true }).fill("Tea Room");
    await page.getByLabel("Short name").fill("tea-room");
    expect(await violations(page)).toEqual([]);
    await button("Add the connection").click();
    const made = page.getByRole("region", { name: /never shown again/ }).locator("code");
    await made.waitFor();
    const sharedId = (await made.textContent()) ?? "";
    expect(await violations(page)).toEqual([]);
    // It is known, and serves nobody yet: the organization of the order is not mapped.
    await expect.poll(() => answered(sharedId), { timeout: WITHIN_MS }).toBe(422);
    await page.getByRole("link", { name: "Open Tea Room" }).first().click();
    await page.getByText("No organization is served: every order is refused.").waitFor();
    expect(await page.content()).not.toContain(sharedId);
  });
});

describe("who may not change a connection", () => {
  it("sees its page without a control that changes it", async () => {
    const reader = await (await browser.newContext()).newPage();
    await signIn(reader, adminUrl, { email: "support@parley.example", password: "parley-demo-2026" });
    await reader.goto(`${adminUrl}/connections/yummytaco`, { waitUntil: "networkidle" });
    await reader.getByText("PAR can get in.", { exact: true }).waitFor();
    expect(await reader.getByRole("button", { name: "Rotate…" }).count()).toBe(0);
    await reader.close();
  });
});
