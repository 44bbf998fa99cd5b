import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, violations } from "./browser.ts";
import { DEMO_OPERATOR, signIn } from "./pages/pages.ts";
import { type Stack, startStack } from "./stack.ts";

/** People are run from the browser: added, given roles, shut out and let in again, each within one's own brands. */

const BRAND_ADMIN = { name: "Bea Brand", email: "bea@yummytaco.example" };

let stack: Stack;
let adminUrl: string;
let browser: Browser;
let owner: Page;

beforeAll(async () => {
  stack = await startStack();
  adminUrl = await stack.startAdmin();
  browser = await openBrowser();
  owner = await signedIn(DEMO_OPERATOR);
});
afterAll(async () => {
  await browser?.close();
  await stack?.[Symbol.asyncDispose]();
});

async function opened(): Promise<Page> {
  return await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
}

async function signedIn(operator: { email: string; password: string }): Promise<Page> {
  const page = await opened();
  await signIn(page, adminUrl, operator);
  return page;
}

/** Opens the page of somebody from the list, as whoever looks. */
async function openPerson(page: Page, name: string): Promise<void> {
  await page.goto(`${adminUrl}/settings/people`, { waitUntil: "networkidle" });
  await page.getByRole("table", { name: "People" }).getByRole("link", { name }).click();
  await page.getByRole("heading", { name, level: 1 }).waitFor();
  await page.waitForLoadState("networkidle");
}

const passwordOf = (page: Page) => page.getByLabel("Password", { exact: true }).inputValue();
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

/** Adds somebody with a password, and gives it. */
async function add(page: Page, who: { name: string; email: string; role: string; place: string }) {
  await page.goto(`${adminUrl}/settings/people/new`, { waitUntil: "networkidle" });
  await page.getByLabel("Name").fill(who.name);
  await page.getByLabel("E-mail").fill(who.email);
  await page.getByLabel("Role 1", { exact: true }).selectOption({ label: who.role });
  await page.getByLabel("Where role 1 holds").selectOption({ label: who.place });
  await page.getByLabel("With a password that you hand over").check();
  await press(page, "Add and make a password");
  await page.getByText(`${who.name} can sign in as ${who.email}`).waitFor();
  return await passwordOf(page);
}

describe("people in the browser", () => {
  let brandAdmin: Page;
  let password: string;

  it("are added by an owner with a password that is shown once", async () => {
    await owner.goto(adminUrl);
    const places = owner.getByRole("navigation", { name: "Places" });
    await places.getByRole("link", { name: "Settings" }).click();
    await owner.getByRole("heading", { name: "People" }).waitFor();
    expect(await violations(owner)).toEqual([]);
    password = await add(owner, { ...BRAND_ADMIN, role: "Brand admin", place: "YummyTaco" });
    expect(password).toMatch(/^[a-z2-9-]{27}$/);
    expect(await violations(owner)).toEqual([]);
    await owner.reload({ waitUntil: "networkidle" });
    expect(await owner.content()).not.toContain(password);
    expect(stack.apiOutput()).not.toContain(password);
  });

  it("are seen and added by a brand admin within their brand alone", async () => {
    brandAdmin = await signedIn({ email: BRAND_ADMIN.email, password });
    await brandAdmin.goto(`${adminUrl}/settings/people`);
    const table = brandAdmin.getByRole("table", { name: "People" });
    await table.getByRole("link", { name: BRAND_ADMIN.name }).waitFor();
    expect(await table.innerText()).not.toContain(DEMO_OPERATOR.email);
    await brandAdmin.goto(`${adminUrl}/settings/people/new`, { waitUntil: "networkidle" });
    expect(await brandAdmin.getByLabel("Role 1", { exact: true }).innerText()).not.toContain("Owner");
    expect(await brandAdmin.locator("main").innerText()).not.toMatch(/Every brand|Burger/);

    // Whom they may not administer is not there for them, whatever the address.
    await openPerson(owner, "Alex Admin");
    const theirs = new URL(owner.url()).pathname;
    await brandAdmin.goto(`${adminUrl}${theirs}`);
    await brandAdmin.getByRole("heading", { name: "There is no such page." }).waitFor();
    expect(await brandAdmin.content()).not.toContain("Alex");
  });

  it("hold what they are given from the next click on, and a change is undone", async () => {
    await openPerson(owner, BRAND_ADMIN.name);
    await press(owner, "Change name or roles…");
    await owner.getByLabel("Role 1", { exact: true }).selectOption({ label: "Viewer" });
    expect(await violations(owner)).toEqual([]);
    await press(owner, "Save");
    await owner.getByText(`${BRAND_ADMIN.name} is changed.`).waitFor();
    await owner.getByText("Viewer · YummyTaco").waitFor();
    await brandAdmin.goto(`${adminUrl}/settings/people`);
    await brandAdmin.getByRole("heading", { name: /^Hidden for your role/ }).waitFor();

    await press(owner, "Undo");
    await owner.getByText(`${BRAND_ADMIN.name} is as before.`).waitFor();
    await brandAdmin.reload();
    await brandAdmin.getByRole("table", { name: "People" }).waitFor();
  });

  it("are shut out at once, and let in again with another password", async () => {
    await openPerson(owner, BRAND_ADMIN.name);
    await press(owner, "Disable…");
    await press(owner, "Disable");
    await owner.getByText(`${BRAND_ADMIN.name} is disabled and signed out everywhere.`).waitFor();
    await brandAdmin.goto(`${adminUrl}/settings/people`);
    await brandAdmin.getByRole("heading", { name: "Sign in" }).waitFor();

    await press(owner, "Enable");
    await owner.getByText(`${BRAND_ADMIN.name} can sign in again.`).waitFor();
    await press(owner, "Make a password to hand over…");
    await press(owner, "Make the password");
    await owner.getByText("signs in with this password from now on").waitFor();
    const another = await passwordOf(owner);
    expect(another).not.toBe(password);
    expect(await violations(owner)).toEqual([]);
    await signedIn({ email: BRAND_ADMIN.email, password: another });
    await owner.getByRole("table", { name: "What was done" }).getByText("Alex Admin").first().waitFor();
  });

  it("are never left without an owner, which is said in words", async () => {
    await openPerson(owner, "Alex Admin");
    expect(await owner.getByRole("button", { name: "Disable…" }).count()).toBe(0);
    await press(owner, "Change name or roles…");
    await owner.getByLabel("Role 1", { exact: true }).selectOption({ label: "Viewer" });
    await press(owner, "Save");
    await owner.getByRole("alert").getByText("Make another admin first.").waitFor();
    await press(owner, "Cancel");
    await owner.getByText("Owner · every brand").first().waitFor();
  });

  it("are invited by a link that works once, and see their brand and nothing else", async () => {
    const vic = { name: "Vic Viewer", email: "vic@yummytaco.example" };
    await owner.goto(`${adminUrl}/settings/people/new`, { waitUntil: "networkidle" });
    await owner.getByLabel("Name").fill(vic.name);
    await owner.getByLabel("E-mail").fill(vic.email);
    await owner.getByLabel("Where role 1 holds").selectOption({ label: "YummyTaco, all stores" });
    await press(owner, "Add and make a link");
    const link = await owner.getByLabel("Link", { exact: true }).inputValue();
    const token = link.split("/").at(-1) ?? "";
    expect(await violations(owner)).toEqual([]);
    await openPerson(owner, vic.name);
    await owner.getByText(/is invited and has not chosen a password yet. The link is open until/).waitFor();
    expect(await owner.content()).not.toContain(token);

    const invited = await opened();
    const answer = await invited.goto(link, { waitUntil: "networkidle" });
    expect(answer?.headers()).toMatchObject({
      "cache-control": expect.stringContaining("no-store"),
      "referrer-policy": "no-referrer",
    });
    await invited.getByRole("heading", { name: `Welcome, ${vic.name}` }).waitFor();
    expect(await violations(invited)).toEqual([]);
    await invited.getByLabel("Password").fill("vic vic vic vic vic");
    await press(invited, "Save and sign in");
    await invited.getByRole("alert").waitFor();
    await invited.getByLabel("Password").fill("eleven grey herons at dawn");
    await press(invited, "Save and sign in");
    await invited.getByRole("heading", { name: "Overview" }).waitFor();
    await invited.getByText("YummyTaco").first().waitFor();
    expect(await invited.content()).not.toContain("Burger");
    const places = invited.getByRole("navigation", { name: "Places" });
    expect(await places.getByRole("link", { name: "Settings" }).count()).toBe(0);

    const late = await opened();
    await late.goto(link);
    await late.getByRole("heading", { name: "This link opens nothing." }).waitFor();
    expect(stack.apiOutput()).not.toContain(token);
    const audit = await stack.parley("changes", "--limit", "1000", "--json");
    expect(audit.output).toContain("invitation_accepted");
    expect(audit.output).not.toContain(token);
  });

  it("give scripts keys that may less than they, are shown once, end, and are revoked", async () => {
    await owner.goto(`${adminUrl}/settings/people`, { waitUntil: "networkidle" });
    await owner.getByRole("link", { name: "API keys" }).click();
    await owner.getByRole("heading", { name: "API keys", level: 1 }).waitFor();
    await press(owner, "Make a key…");
    await owner.getByLabel("What it is for").fill("nightly export");
    await owner.getByLabel("Only these roles").check();
    await owner.getByLabel("Where role 1 holds").selectOption({ label: "YummyTaco, all stores" });
    await owner.getByLabel("Last day").fill("2099-12-31");
    expect(await violations(owner)).toEqual([]);
    await press(owner, "Make the key");
    const secret = await owner.getByLabel("API key", { exact: true }).inputValue();
    expect(secret).toMatch(/^parley_key_/);
    const row = owner.getByRole("row", { name: /nightly export/ });
    await row.getByText("Viewer · YummyTaco").last().waitFor();
    expect(await violations(owner)).toEqual([]);
    await owner.reload({ waitUntil: "networkidle" });
    expect(await owner.content()).not.toContain(secret);

    const me = async () => {
      const answer = await fetch(`${stack.apiUrl}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${secret}` },
        body: JSON.stringify({ query: "{ me { permissions } }" }),
      });
      return await answer.text();
    };
    expect(await me()).toContain("ORDERS_READ");
    expect(await me()).not.toContain("ORDERS_MEND");
    await row.getByRole("button", { name: /Revoke…/ }).click();
    await row.getByRole("button", { name: "Revoke", exact: true }).click();
    await row.getByText("revoked").waitFor();
    expect(await me()).toContain('"me":null');
    expect(stack.apiOutput()).not.toContain(secret);
  });

  it("change their own password and language, and see and end where they are signed in", async () => {
    const mia = {
      name: "Mia Me",
      email: "mia@yummytaco.example",
      role: "Viewer",
      place: "YummyTaco, all stores",
    };
    const first = await add(owner, mia);
    const here = await signedIn({ email: mia.email, password: first });
    const there = await signedIn({ email: mia.email, password: first });
    await here.getByRole("link", { name: mia.name }).click();
    await here.getByRole("heading", { name: "Your account", level: 1 }).waitFor();
    await here.waitForLoadState("networkidle");
    expect(await violations(here)).toEqual([]);
    await here.getByText("this browser").waitFor();
    await press(here, "Sign out everywhere else");
    await here.getByText("You are signed out in every other browser.").waitFor();
    await there.goto(adminUrl);
    await there.getByRole("heading", { name: "Sign in" }).waitFor();

    const chosen = "nine brown otters by the weir";
    await here.getByLabel("The password that you have").fill("not the password");
    await here.getByLabel("The password from now on").fill(chosen);
    await press(here, "Change the password");
    await here.getByRole("alert").getByText("This is not your password.").waitFor();
    await here.getByLabel("The password that you have").fill(first);
    await press(here, "Change the password");
    await here.getByText("Your password is changed.").waitFor();
    await here
      .getByRole("main")
      .getByRole("combobox", { name: "Language" })
      .selectOption({ label: "Español" });
    await here.getByRole("heading", { name: "Su cuenta", level: 1 }).waitFor();
    expect(await violations(here)).toEqual([]);

    await openPerson(owner, mia.name);
    await owner.getByText(`${mia.name} is signed in in one browser.`).waitFor();
    await press(owner, "Sign them out everywhere");
    await owner.getByText(`${mia.name} is signed out everywhere`).waitFor();
    expect(await violations(owner)).toEqual([]);
    await here.reload();
    const elsewhere = await signedIn({ email: mia.email, password: chosen });
    await elsewhere.goto(`${adminUrl}/settings/me`);
    await elsewhere.getByRole("heading", { name: "Su cuenta", level: 1 }).waitFor();
  });
});
