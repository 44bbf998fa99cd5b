import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MAIN, TROUBLE } from "../apps/api/src/pos/testing/square-double/catalog.ts";
import { type SquareServer, startSquareServer } from "../apps/api/src/pos/testing/square-double/server.ts";
import { openBrowser, violations } from "./browser.ts";
import { signIn } from "./pages/pages.ts";
import { type Stack, startStack } from "./stack.ts";

/**
 * A store of Square's, from the form to a placed test order, in the browser. Square itself is played by a program of
 * this machine, which the form offers as this installation allows that; a token goes nowhere else but to Square.
 */

const CODE = "YC-SQ-001";
const PAR_ID = "PAR-SQ-001";
const WITHIN_MS = 30_000;

let stack: Stack;
let square: SquareServer;
let adminUrl: string;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  square = await startSquareServer();
  // What makes the double misbehave is no part of a seller's menu.
  const isTrouble = ({ id }: Record<string, unknown>) => TROUBLE.some((name) => id === `ITEM-${name}`);
  const sold = square.catalog.filter((object) => !isTrouble(object));
  square.catalog.splice(0, square.catalog.length, ...sold);
  stack = await startStack();
  adminUrl = await stack.startAdmin();
  browser = await openBrowser();
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  page.setDefaultTimeout(WITHIN_MS);
});
afterAll(async () => {
  await browser?.close();
  await stack?.[Symbol.asyncDispose]();
  await square?.[Symbol.asyncDispose]();
});

const button = (name: string) => page.getByRole("button", { name, exact: true });
const faults = async () => await violations(page);
const panel = () => page.getByRole("region", { name: "Its POS" });
const open = (path: string) => page.goto(`${adminUrl}${path}`, { waitUntil: "networkidle" });

describe("a store whose POS is Square", () => {
  it("is added, for tests until it goes live", async () => {
    await signIn(page, adminUrl);
    await open("/stores");
    await button("Add a store…").click();
    await page.getByLabel("Brand", { exact: true }).selectOption({ label: "YummyTaco (YC01)" });
    await page.getByLabel("Name", { exact: true }).fill("Square Place");
    await page.getByLabel("The store’s code").fill(CODE);
    await page.getByLabel("Time zone").fill("America/Los_Angeles");
    await button("Add it").click();
    await page.getByRole("heading", { name: /Square Place/ }).waitFor();
  });

  it("is not given a server elsewhere that would get Square's token", async () => {
    await panel().getByRole("button", { name: "Set up its POS…" }).click();
    await panel().getByLabel("Square", { exact: true }).check();
    await panel().getByLabel("Production", { exact: true }).waitFor();
    expect(await panel().getByLabel("Where the POS listens").count()).toBe(0);
    await panel().getByLabel("A stand-in on this machine, for tests").check();
    await panel().getByLabel("Where the stand-in listens").fill("https://pos.example.com");
    await panel().getByLabel("Square’s location id").fill(MAIN);
    await panel().getByText("From Square’s Developer Dashboard: your application, Credentials").waitFor();
    await panel().getByLabel("Square’s access token").fill(square.token);
    expect(await faults()).toEqual([]);
    await button("Save, and pull its menu").click();
    await panel()
      .getByText("Square’s token is sent to Square and to nobody else", { exact: false })
      .waitFor();
    expect(square.requests).toEqual([]);
  });

  it("says how its kitchen is shown orders, and has its menu pulled", async () => {
    await panel().getByLabel("Where the stand-in listens").fill(square.url);
    await panel().getByLabel("Minutes that the kitchen needs").fill("12");
    await button("Save, and pull its menu").click();
    await panel().getByText("It answers: its menu came.").waitFor();
    await panel().getByText(`Square’s location ${MAIN}, which ${square.url} plays for tests.`).waitFor();
    expect(await page.content()).not.toContain(square.token);
    await panel().getByRole("button", { name: "Change…" }).click();
    expect(await panel().getByLabel("Minutes that the kitchen needs").inputValue()).toBe("12");
    expect(await panel().getByLabel("A pickup, with the address in its note").isChecked()).toBe(true);
    expect(await faults()).toEqual([]);
    await button("Leave it as it is").click();
  });

  it("has every item of its menu checked at Square", async () => {
    const id = new URL(page.url()).pathname.split("/").at(-1);
    await open(`/menus/${id}/fire-drill`);
    await button("Start a fire drill").click();
    await page.getByText("The POS takes every item as PAR sells it").first().waitFor();
    expect(square.orders).toEqual([]);
  });

  it("is told PAR's id of it", async () => {
    await open("/mappings");
    await button("Add a mapping").click();
    const dialog = page.getByRole("dialog", { name: "Add a mapping" });
    await dialog.getByLabel("Location: a store").check();
    await dialog.getByLabel("PAR id").fill(PAR_ID);
    await dialog.getByRole("combobox", { name: "Connection" }).selectOption({ label: "YummyTaco" });
    const store = dialog.getByRole("combobox", { name: "Store" });
    const [named] = await store.getByRole("option", { name: "Square Place" }).allTextContents();
    await store.selectOption({ label: named ?? "" });
    await dialog.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByRole("table").getByText(PAR_ID).waitFor();
  });

  it("places a test order at Square, paid in full and with the kitchen's minutes", async () => {
    await open(`/simulator?store=${CODE}`);
    await button("A sensible random order").click();
    await page
      .getByRole("button", { name: /^Remove/ })
      .first()
      .waitFor();
    await button("Send").click();
    const answer = page.getByRole("region", { name: "PAR's answer" });
    await answer.getByText("Placed: the kitchen has it").waitFor();
    expect(square.orders).toHaveLength(1);
    const [order] = square.orders;
    expect(order).toMatchObject({ isPaid: true, asked: { location_id: MAIN } });
    expect(order?.asked.fulfillments).toMatchObject([{ pickup_details: { prep_time_duration: "PT12M" } }]);
  });
});
