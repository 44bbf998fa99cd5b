import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, violations } from "./browser.ts";
import { DEMO_OPERATOR, signIn } from "./pages/pages.ts";
import { endProgram, freePort, type Program, startProgram } from "./program.ts";
import { type Stack, startStack } from "./stack.ts";

/** People sign in by a real identity provider, as who they are there, and nobody is made by it. */

const CLIENT = { CLIENT_ID: "parley", CLIENT_SECRET: "a-secret-of-the-journeys-0123456789" };

let provider: Program;
let stack: Stack;
let adminUrl: string;
let browser: Browser;

beforeAll(async () => {
  const [port, adminPort] = [String(await freePort()), String(await freePort())];
  provider = startProgram({
    command: process.execPath,
    args: [join(import.meta.dirname, "identity/provider.mjs")],
    cwd: import.meta.dirname,
    env: {
      ...{ PATH: process.env.PATH, NODE_ENV: "development", PORT: port, ...CLIENT },
      REDIRECT_URI: `http://localhost:${adminPort}/auth/provider/back`,
    },
  });
  await provider.says("The provider is ready.", 30_000);
  stack = await startStack({
    env: {
      ...{ ADMIN_PORT: adminPort, OIDC_ISSUER: `http://localhost:${port}`, OIDC_NAME: "Company ID" },
      ...{ OIDC_CLIENT_ID: CLIENT.CLIENT_ID, OIDC_CLIENT_SECRET: CLIENT.CLIENT_SECRET },
    },
  });
  adminUrl = await stack.startAdmin();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await stack?.[Symbol.asyncDispose]();
  if (provider !== undefined) await endProgram(provider);
});

/** Goes to the provider from the sign-in page, and says there who one is. */
async function comeAs(email: string, path = "/sign-in"): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await page.goto(`${adminUrl}${path}`, { waitUntil: "networkidle" });
  await page.getByRole("link", { name: "Sign in with Company ID" }).click();
  await page.locator("input[name=login]").fill(email);
  await page.locator("input[name=password]").fill("whatever it asks");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
  return page;
}

describe("the company's identity provider", () => {
  it("lets an operator in, to the page that they wanted", async () => {
    const page = await comeAs("support@parley.example", "/orders");
    await page.waitForURL(`${adminUrl}/orders`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    expect(await page.content()).toContain("Sam Support");
  });

  it("lets nobody in who is not known here, who is disabled or whose address it has not verified", async () => {
    const unknown = await comeAs("somebody@parley.example");
    await unknown.getByText("nobody here may sign in as you").waitFor();
    expect(await violations(unknown)).toEqual([]);
    await stack.parley("operator", "disable", "support@parley.example");
    const disabled = await comeAs("support@parley.example");
    await disabled.getByText("nobody here may sign in as you").waitFor();
    await stack.parley("operator", "enable", "support@parley.example");
    const unverified = await comeAs("unverified@parley.example");
    await unverified.getByText("did not say that your e-mail address is verified").waitFor();
    const { output } = await stack.parley("operator", "list");
    expect(output).not.toContain("somebody@parley.example");
  });

  it("signs nobody in twice by the address that a browser came back by", async () => {
    const page = await (await browser.newContext()).newPage();
    let back = "";
    page.on("request", (request) => {
      if (request.url().includes("/auth/provider/back")) back = request.url();
    });
    await page.goto(`${adminUrl}/sign-in`, { waitUntil: "networkidle" });
    await page.getByRole("link", { name: "Sign in with Company ID" }).click();
    await page.locator("input[name=login]").fill("support@parley.example");
    await page.locator("input[name=password]").fill("whatever it asks");
    await page.getByRole("button", { name: "Sign-in" }).click();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("heading", { name: "Overview" }).waitFor();
    expect(back).toContain("code=");
    const other = await (await browser.newContext()).newPage();
    await other.goto(back, { waitUntil: "networkidle" });
    await other.getByText("took too long or was begun elsewhere").waitFor();
    expect(stack.apiOutput()).not.toContain(CLIENT.CLIENT_SECRET);
  });

  it("is untied from somebody by who administers them", async () => {
    const owner = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
    await signIn(owner, adminUrl, DEMO_OPERATOR);
    await owner.goto(`${adminUrl}/settings/people`, { waitUntil: "networkidle" });
    await owner.getByRole("link", { name: "Sam Support" }).click();
    await owner.getByText("Sam Support has come in by your identity provider").waitFor();
    await owner.waitForLoadState("networkidle");
    await owner.getByRole("button", { name: "Untie from the identity provider…" }).click();
    expect(await violations(owner)).toEqual([]);
    await owner.getByRole("button", { name: "Untie", exact: true }).click();
    await owner.getByText("Sam Support is untied, and signed out everywhere.").waitFor();
  });

  it("says that it does not answer, where it does not", async () => {
    await endProgram(provider);
    await stack.stopApi();
    await stack.startApi();
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${adminUrl}/sign-in`, { waitUntil: "networkidle" });
    await page.getByRole("link", { name: "Sign in with Company ID" }).click();
    await page.getByText("Company ID does not answer").waitFor();
    await page.getByLabel("E-mail").waitFor();
  });
});
