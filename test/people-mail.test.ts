import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Mailbox, openMailbox } from "../apps/api/src/mail/testing/mailbox.ts";
import { openBrowser, violations } from "./browser.ts";
import { DEMO_OPERATOR, signIn } from "./pages/pages.ts";
import { type Stack, startStack } from "./stack.ts";

/** People come in by e-mail, and back in when they have lost their password, by real e-mails and a real browser. */

const CARLA = { name: "Carla Cocina", email: "carla@yummytaco.example" };
const FIRST = "eleven grey herons at dawn";
const SECOND = "twelve grey herons at dusk";

let stack: Stack;
let adminUrl: string;
let browser: Browser;
let mailbox: Mailbox;
let owner: Page;

beforeAll(async () => {
  mailbox = await openMailbox();
  stack = await startStack({ env: { SMTP_URL: mailbox.url, ALERTS_FROM: "parley@yummytaco.example" } });
  adminUrl = await stack.startAdmin();
  browser = await openBrowser();
  owner = await opened();
  await signIn(owner, adminUrl, DEMO_OPERATOR);
});
afterAll(async () => {
  await browser?.close();
  await stack?.[Symbol.asyncDispose]();
  await mailbox?.[Symbol.asyncDispose]();
});

async function opened(): Promise<Page> {
  return await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
}

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

/** The next e-mail to an address, and the path of its link. */
async function mailTo(email: string): Promise<{ text: string; path: string }> {
  for (;;) {
    const { to, text } = await mailbox.next();
    if (to.includes(email)) return { text, path: /\/(?:invite|reset)\/[\w-]+/.exec(text)?.[0] ?? "" };
  }
}

describe("people by e-mail", () => {
  let person: Page;

  it("are invited in their language, and the link is shown once too", async () => {
    await owner.goto(`${adminUrl}/settings/people/new`, { waitUntil: "networkidle" });
    await owner.getByLabel("Name").fill(CARLA.name);
    await owner.getByLabel("E-mail", { exact: true }).fill(CARLA.email);
    await owner.getByLabel("Where role 1 holds").selectOption({ label: "YummyTaco, all stores" });
    await owner.locator("main").getByLabel("Language").selectOption({ label: "Español" });
    expect(await violations(owner)).toEqual([]);
    await press(owner, "Add and send a link");
    const { text, path } = await mailTo(CARLA.email);
    expect(text).toContain("Hola, Carla Cocina:");
    const shown = await owner.getByLabel("Link", { exact: true }).inputValue();
    expect(new URL(shown).pathname).toBe(path);
    await owner.getByText(`The link went to ${CARLA.email}.`).waitFor();
    expect(await violations(owner)).toEqual([]);

    person = await opened();
    await person.goto(`${adminUrl}${path}`, { waitUntil: "networkidle" });
    await person.getByLabel("Password").fill(FIRST);
    await press(person, "Save and sign in");
    await person.getByRole("heading", { name: "Resumen" }).waitFor();
  });

  it("ask for a link when they have lost their password, and are signed out everywhere by using it", async () => {
    const other = await opened();
    await other.goto(`${adminUrl}/sign-in`, { waitUntil: "networkidle" });
    await other.getByRole("link", { name: "Forgotten your password?" }).click();
    await other.getByRole("heading", { name: "Forgotten your password?" }).waitFor();
    const ask = async (email: string) => {
      await other.getByLabel("E-mail").fill(email);
      await press(other, "Send me a link");
      const told = other.getByText(`If somebody signs in as ${email}`);
      await told.waitFor();
      return (await told.innerText()).replace(email, "…");
    };
    const [nobody, somebody] = [await ask("nobody@yummytaco.example"), await ask(CARLA.email)];
    expect(somebody).toBe(nobody);
    expect(await violations(other)).toEqual([]);

    const { path } = await mailTo(CARLA.email);
    const answer = await other.goto(`${adminUrl}${path}`, { waitUntil: "networkidle" });
    expect(answer?.headers()).toMatchObject({
      "cache-control": expect.stringContaining("no-store"),
      "referrer-policy": "no-referrer",
    });
    await other.getByRole("heading", { name: `A new password for ${CARLA.name}` }).waitFor();
    expect(await violations(other)).toEqual([]);
    await other.getByLabel("Password").fill(SECOND);
    await press(other, "Save and sign in");
    await other.getByRole("heading", { name: "Resumen" }).waitFor();
    await person.goto(adminUrl);
    await person.waitForURL(/\/sign-in/);
    await other.goto(`${adminUrl}${path}`);
    await other.getByRole("heading", { name: "Este enlace no abre nada." }).waitFor();
    expect(stack.apiOutput()).not.toContain(path);
  });

  it("get a link from an admin too", async () => {
    await owner.goto(`${adminUrl}/settings/people`, { waitUntil: "networkidle" });
    await owner.getByRole("table", { name: "People" }).getByRole("link", { name: CARLA.name }).click();
    await owner.getByRole("heading", { name: CARLA.name, level: 1 }).waitFor();
    await owner.waitForLoadState("networkidle");
    await press(owner, "Make a link to choose another password");
    const link = await owner.getByLabel("Link", { exact: true }).inputValue();
    expect(new URL(link).pathname).toMatch(/^\/reset\//);
    expect(await violations(owner)).toEqual([]);
    const made = await stack.parley("operator", "reset-link", CARLA.email, "--json");
    const late = await opened();
    await late.goto(link);
    await late.getByRole("heading", { name: "This link opens nothing." }).waitFor();
    await late.getByRole("link", { name: "Ask for another link" }).waitFor();
    await late.goto(`${adminUrl}${JSON.parse(made.output).path}`);
    await late.getByRole("heading", { name: `A new password for ${CARLA.name}` }).waitFor();
  });
});
