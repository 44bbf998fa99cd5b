import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, violations } from "./browser.ts";
import { DEMO_OPERATOR, signIn } from "./pages/pages.ts";
import { type Stack, startStack } from "./stack.ts";

/** A passkey is added, signs in, is enough where a second factor is demanded, and is taken away, in a real browser. */

const SUSE = { name: "Suse Support", email: "suse@yummytaco.example", password: "" };

let stack: Stack;
let adminUrl: string;
let browser: Browser;

beforeAll(async () => {
  stack = await startStack();
  adminUrl = await stack.startAdmin();
  browser = await openBrowser();
  const made = await stack.parley(
    ...["operator", "create", "--name", SUSE.name, "--email", SUSE.email, "--role", "support"],
    ...["--brand", "YC01", "--generate", "--json"],
  );
  SUSE.password = JSON.parse(made.output).password;
});
afterAll(async () => {
  await browser?.close();
  await stack?.[Symbol.asyncDispose]();
});

/** A browser on a device that verifies its person, or does not. */
async function opened({ verifies = true } = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      ...{ protocol: "ctap2", transport: "internal", hasResidentKey: true },
      ...{ hasUserVerification: true, isUserVerified: verifies, automaticPresenceSimulation: true },
    },
  });
  return { page, cdp, authenticatorId };
}

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

async function add(page: Page, name: string): Promise<void> {
  await page.goto(`${adminUrl}/settings/me`, { waitUntil: "networkidle" });
  await press(page, "Add a passkey…");
  await page.getByLabel("What you call it").fill(name);
  await page.getByLabel("Your password").last().fill(SUSE.password);
  await press(page, "Add the passkey");
}

async function byPasskey(page: Page): Promise<void> {
  await page.context().clearCookies();
  await page.goto(`${adminUrl}/sign-in`, { waitUntil: "networkidle" });
  await press(page, "Sign in with a passkey");
}

describe("a passkey in the browser", () => {
  it("is added by who knows the password, and signs in without it", async () => {
    const { page, cdp, authenticatorId } = await opened();
    await signIn(page, adminUrl, SUSE);
    await page.goto(`${adminUrl}/settings/me`, { waitUntil: "networkidle" });
    await press(page, "Add a passkey…");
    await page.getByLabel("What you call it").fill("Laptop");
    await press(page, "Add the passkey");
    await page.getByText("This is not your password.").waitFor();
    await page.getByLabel("Your password").last().fill(SUSE.password);
    await press(page, "Add the passkey");
    await page.getByText("“Laptop” signs you in from now on.").waitFor();
    const list = page.getByRole("list", { name: "Passkeys" });
    await list.getByText("never").waitFor();
    expect(await violations(page)).toEqual([]);
    const { credentials } = await cdp.send("WebAuthn.getCredentials", { authenticatorId });
    expect(credentials).toHaveLength(1);
    expect(credentials[0]?.rpId).toBe("localhost");

    await byPasskey(page);
    await page.getByRole("heading", { name: "Overview" }).waitFor();
    await page.goto(`${adminUrl}/settings/me`, { waitUntil: "networkidle" });
    await list.getByText("just now").waitFor();
    // Right after it signed in, the passkey is proof enough.
    await press(page, "Add a passkey…");
    await page.getByLabel("What you call it").fill("Again");
    await press(page, "Add the passkey");
    await page.getByText("Your device made no passkey").waitFor();
  });

  it("is not made by a device that does not verify its person", async () => {
    const { page } = await opened({ verifies: false });
    await signIn(page, adminUrl, SUSE);
    await add(page, "Careless");
    await page.getByText("Your device made no passkey").waitFor();
  });

  it("is enough where a second factor is demanded, when the password alone is not", async () => {
    const { page } = await opened();
    await signIn(page, adminUrl, SUSE);
    await add(page, "Phone");
    await page.getByText("“Phone” signs you in from now on.").waitFor();
    await stack.parley("sign-in-policy", "set", "--second-factor", "everybody");
    try {
      await byPasskey(page);
      await page.getByRole("heading", { name: "Overview" }).waitFor();
      await page.context().clearCookies();
      await page.goto(`${adminUrl}/sign-in`, { waitUntil: "networkidle" });
      await page.getByLabel("E-mail").fill(SUSE.email);
      await page.getByLabel("Password").fill(SUSE.password);
      await press(page, "Sign in");
      await page.getByText("Your password is right, and not enough here").waitFor();
      expect(await violations(page)).toEqual([]);
    } finally {
      await stack.parley("sign-in-policy", "set", "--second-factor", "nobody");
    }
  });

  it("is removed by its person, and ended by an admin, and opens nothing then", async () => {
    const { page } = await opened();
    await signIn(page, adminUrl, SUSE);
    await add(page, "Tablet");
    await page.getByText("“Tablet” signs you in from now on.").waitFor();
    await press(page, "Remove Laptop…");
    await page.getByLabel("Your password").last().fill(SUSE.password);
    await press(page, "Remove it");
    await page.getByText("“Laptop” is removed.").waitFor();

    const { page: owner } = await opened();
    await signIn(owner, adminUrl, DEMO_OPERATOR);
    await owner.goto(`${adminUrl}/settings/people`, { waitUntil: "networkidle" });
    const row = owner.getByRole("row").filter({ hasText: SUSE.name });
    await row.getByText("passkey", { exact: true }).waitFor();
    await row.getByRole("link", { name: SUSE.name }).click();
    await owner.getByText(`2 passkeys sign ${SUSE.name} in.`).waitFor();
    await owner.waitForLoadState("networkidle");
    await press(owner, "End their sessions and passkeys…");
    expect(await violations(owner)).toEqual([]);
    await press(owner, "End sessions and passkeys");
    await owner.getByText(`The passkeys of ${SUSE.name} are removed`).waitFor();

    await byPasskey(page);
    await page.getByText("This passkey does not sign in here").waitFor();
  });

  it("is not offered where the admin is opened by an address", async () => {
    const { page } = await opened();
    const byAddress = adminUrl.replace("localhost", "127.0.0.1");
    await page.goto(`${byAddress}/sign-in`, { waitUntil: "networkidle" });
    expect(await page.getByRole("button", { name: "Sign in with a passkey" }).count()).toBe(0);
    await signIn(page, byAddress, SUSE);
    await page.goto(`${byAddress}/settings/me`, { waitUntil: "networkidle" });
    await page.getByText("Passkeys work where the admin is opened as localhost").waitFor();
  });
});
