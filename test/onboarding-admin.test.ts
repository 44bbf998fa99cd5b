import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, violations } from "./browser.ts";
import { type Keyboard, keyboardOf } from "./keyboard.ts";
import { endProgram, freePort, type Program, runProgram, startProgram } from "./program.ts";
import { type Product, REPOSITORY, startProduct } from "./stack.ts";

/**
 * From an empty product to a placed test order and a live store, in a browser: each step is found from the one before,
 * as a person finds it who has never been here, by the keyboard alone. The POS is started with the key that the page
 * has shown.
 */

const PASSWORD = "a long enough passphrase";

let product: Product;
let browser: Browser;
let page: Page;
let keyboard: Keyboard;
let pos: Program | undefined;
let posPort: number;

beforeAll(async () => {
  product = await startProduct({ DEMO: "0", POS_ALLOW_LOOPBACK_HTTP: "1" });
  posPort = await freePort();
  browser = await openBrowser();
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  keyboard = keyboardOf(page);
});
afterAll(async () => {
  await browser?.close();
  if (pos !== undefined) await endProgram(pos);
  await product?.[Symbol.asyncDispose]();
});

async function parley(...args: string[]): Promise<string> {
  const main = ["--import", "tsx", join(REPOSITORY, "apps/api/src/cli/main.ts")];
  const command = { command: process.execPath, args: [...main, ...args], cwd: REPOSITORY, env: product.env };
  return (await runProgram(command)).output;
}

/** The POS of the store, as its maker starts it with the key that was given to them. */
function startPos(key: string): Program {
  return startProgram({
    command: process.execPath,
    args: ["--import", "tsx", join(REPOSITORY, "apps/pos-simulator/src/main.ts")],
    cwd: REPOSITORY,
    env: {
      ...product.env,
      POS_SIMULATOR_PORT: String(posPort),
      POS_SIMULATOR_KEY: key,
      POS_SIMULATOR_EVENTS_URL: "",
    },
  });
}

const button = (name: string) => page.getByRole("button", { name, exact: true });
const faults = async () => await violations(page);

/** The step that the overview marks as the next one. */
async function nextStep(name: string): Promise<void> {
  await keyboard.goTo("Overview");
  const row = page.getByRole("listitem").filter({ hasText: "Next" });
  await keyboard.press(row.getByRole("link", { name }));
  await row.waitFor({ state: "hidden" });
  await keyboard.isIn(page.locator("#content"));
}

describe("a product that nobody uses yet", () => {
  it("gets its first owner", async () => {
    await page.goto(product.adminUrl, { waitUntil: "networkidle" });
    const told = JSON.parse(await parley("setup-code", "--json"));
    await keyboard.write(page.getByLabel("Setup code"), told.setup_code);
    await keyboard.write(page.getByLabel("Your name"), "Ada Lovelace");
    await keyboard.write(page.getByLabel("E-mail"), "ada@example.com");
    await keyboard.write(page.getByLabel("Password"), PASSWORD);
    await keyboard.press(button("Create and sign in"));
    await page.getByRole("heading", { name: "Overview" }).waitFor();
    await page.getByText("0 of 8 done").waitFor();
  });

  it("gets a connection, whose SharedId is made and shown once", async () => {
    await nextStep("Create a connection with the SharedId that PAR has");
    await keyboard.press(button("Add a connection…"));
    await keyboard.write(page.getByLabel("Name", { exact: true }), "YummyTaco");
    await keyboard.write(page.getByLabel("Short name"), "yummytaco");
    await keyboard.press(button("Add the connection"));
    const made = page.getByRole("region", { name: /never shown again/ }).locator("code");
    expect(((await made.textContent()) ?? "").length).toBeGreaterThanOrEqual(32);
  });

  it("gets a brand and a store, which is one for tests until it goes live", async () => {
    await nextStep("Create a brand and its stores");
    await keyboard.press(button("Add a store…"));
    await keyboard.write(page.getByLabel("The brand’s name, as guests know it"), "YummyTaco");
    await keyboard.write(page.getByLabel("The brand’s code"), "YC01");
    await keyboard.write(page.getByLabel("Name", { exact: true }), "Nosuch Place");
    await keyboard.write(page.getByLabel("The store’s code"), "YC-LC-001");
    await keyboard.write(page.getByLabel("Time zone"), "Mars/Olympus");
    await page.getByText("There is no such time zone.").waitFor();
    await keyboard.write(page.getByLabel("Time zone"), "America/Los_Angeles");
    expect(await faults()).toEqual([]);
    await keyboard.press(button("Add it"));
    await page.getByRole("heading", { name: /Nosuch Place/ }).waitFor();
    await page.getByText("It has no POS yet, so no order can reach its kitchen.").first().waitFor();
    expect(await faults()).toEqual([]);
  });

  it("gets a POS, with a key that is shown once, and says when it answers", async () => {
    const panel = page.getByRole("region", { name: "Its POS" });
    await keyboard.press(panel.getByRole("button", { name: "Set up its POS…" }));
    await keyboard.write(panel.getByLabel("Where the POS listens"), `http://127.0.0.1:${posPort}`);
    await keyboard.write(panel.getByLabel("What the POS calls this store"), "YC-LC-001");
    expect(await faults()).toEqual([]);
    await keyboard.press(panel.getByRole("button", { name: "Save, and pull its menu" }));
    await panel.getByText("It is shown this once").waitFor();
    await keyboard.isIn(panel.getByLabel("key", { exact: true }));
    expect(await faults()).toEqual([]);
    const key = await panel.getByLabel("key", { exact: true }).inputValue();
    expect(key).toMatch(/^whsec_/);
    pos = startPos(key);
    await panel.getByText("It answers: its menu came.").waitFor({ timeout: 60_000 });
    await page.reload({ waitUntil: "networkidle" });
    expect(await page.content()).not.toContain(key);
  });

  it("is put to the test, and promises then what it kept", async () => {
    const promises = page.getByRole("region", { name: "What it promises" });
    await promises.getByText("It promises nothing").waitFor();
    await keyboard.press(promises.getByRole("button", { name: "Put it to the test…" }));
    expect(await faults()).toEqual([]);
    await keyboard.press(promises.getByRole("button", { name: "Place the orders" }));
    await promises
      .getByText("It kept all of it: class A may be promised.")
      .first()
      .waitFor({ timeout: 30_000 });
    const panel = page.getByRole("region", { name: "Its POS" });
    await keyboard.press(panel.getByRole("button", { name: "Change…" }));
    await keyboard.choose(panel.getByLabel(/is answered with the first one, and made once/));
    await keyboard.press(panel.getByRole("button", { name: "Save, and pull its menu" }));
    await promises
      .getByText("It says that an order that is sent again is answered with the first one")
      .waitFor();
    expect(await faults()).toEqual([]);
  });

  it("is told PAR's ids of the brand and the store", async () => {
    await nextStep("Map PAR’s organization to your brand");
    const served = page.getByRole("region", { name: "The brands that it serves" });
    await served.getByText("None yet: every order is refused.", { exact: false }).waitFor();
    await keyboard.write(served.getByLabel("PAR’s id of the organization"), "IA-YC-01");
    await keyboard.press(button("Map it"));
    await served.getByText("PAR’s IA-YC-01 means YummyTaco now.").waitFor();
    await served.getByRole("listitem").filter({ hasText: "YummyTaco YC01" }).waitFor();
    expect(await faults()).toEqual([]);
    await nextStep("Map PAR’s locations to your stores");
    await mapStore("PAR-LOC-12345");
  });

  it("has every item of its menu checked at its POS", async () => {
    await nextStep("Check every item of the menu at its POS");
    await keyboard.press(button("Start a fire drill"));
    await page.getByText("The POS takes every item as PAR sells it").first().waitFor({ timeout: 60_000 });
    expect(await faults()).toEqual([]);
  });

  it("places a test order, signed as PAR signs, and is live then", async () => {
    await nextStep("Send the first order");
    await keyboard.press(button("A sensible random order"));
    await page
      .getByRole("button", { name: /^Remove/ })
      .first()
      .waitFor();
    await keyboard.isIn(button("A sensible random order"));
    // The key that sends from anywhere: past all that chance has ordered it is some sixty Tabs to the button.
    await page.keyboard.press("Control+Enter");
    const answer = page.getByRole("region", { name: "PAR's answer" });
    await answer.getByText("Placed: the kitchen has it").waitFor({ timeout: 30_000 });
    await keyboard.goTo("Stores");
    await page.getByText("One store.").waitFor();
    expect(await faults()).toEqual([]);
    await keyboard.press(page.getByRole("link", { name: /Nosuch Place/ }));
    await page.getByText("Orders reach the kitchen.").waitFor();
    await keyboard.press(button("Make it a live store…"));
    await keyboard.press(button("Yes, it is a live store"));
    await page.getByText("It is a live store now.").waitFor();
  });
});

async function mapStore(parId: string): Promise<void> {
  await keyboard.press(button("Add a mapping"));
  const dialog = page.getByRole("dialog", { name: "Add a mapping" });
  await keyboard.choose(dialog.getByLabel("Location: a store"));
  await keyboard.write(dialog.getByLabel("PAR id"), parId);
  await keyboard.press(dialog.getByRole("button", { name: "Add", exact: true }));
  await page.getByRole("table").getByText(parId).waitFor();
}
