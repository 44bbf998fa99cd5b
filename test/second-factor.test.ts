import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codeAt, stepOf } from "../apps/api/src/auth/totp.ts";
import { openBrowser, violations } from "./browser.ts";
import { DEMO_OPERATOR, signIn } from "./pages/pages.ts";
import { type Stack, startStack } from "./stack.ts";

/** A second factor is set up, asked for at sign-in, replaced by paper, and taken away by who administers. */

const SUSE = {
  name: "Suse Support",
  email: "suse@yummytaco.example",
  password: "eleven grey herons at dawn",
};

let stack: Stack;
let adminUrl: string;
let browser: Browser;
let secret = "";
let paper: string[] = [];

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

async function opened(): Promise<Page> {
  return await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
}

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

/** The code of a step that was not used before: of the next one, as a clock that is a little fast shows it. */
const codeOfNext = () => codeAt(secret, stepOf(new Date()) + 1);

async function toCode(page: Page): Promise<void> {
  await page.goto(`${adminUrl}/sign-in`, { waitUntil: "networkidle" });
  await page.getByLabel("E-mail").fill(SUSE.email);
  await page.getByLabel("Password").fill(SUSE.password);
  await press(page, "Sign in");
  await page.getByRole("heading", { name: "One more step" }).waitFor();
}

describe("a second factor in the browser", () => {
  it("is set up by who knows the password and shows a code, with codes for paper", async () => {
    const page = await opened();
    await signIn(page, adminUrl, SUSE);
    await page.goto(`${adminUrl}/settings/me`, { waitUntil: "networkidle" });
    await page.getByLabel("Your password").fill("not this one, surely");
    await press(page, "Set up a second factor");
    await page.getByText("This is not your password.").waitFor();
    await page.getByLabel("Your password").fill(SUSE.password);
    await press(page, "Set up a second factor");
    await press(page, "Cancel");
    await page.getByLabel("Your password").fill(SUSE.password);
    await press(page, "Set up a second factor");
    secret = (await page.getByLabel("Secret", { exact: true }).inputValue()).replaceAll(" ", "");
    const app = page.getByRole("link", { name: "Open it in an app on this device" });
    expect(await app.getAttribute("href")).toContain(`secret=${secret}`);
    expect(await violations(page)).toEqual([]);
    await page.getByLabel("Code", { exact: true }).fill("000000");
    await press(page, "Turn it on");
    await page.getByText("This code is not right, or was used already").waitFor();
    await page.getByLabel("Code", { exact: true }).fill(codeAt(secret, stepOf(new Date())));
    await press(page, "Turn it on");
    const codes = page.getByRole("list", { name: "Codes for paper" });
    await codes.waitFor();
    paper = await codes.getByRole("listitem").allInnerTexts();
    expect(paper).toHaveLength(10);
    expect(await violations(page)).toEqual([]);
    page.once("dialog", (dialog) => void dialog.dismiss());
    await page.getByRole("link", { name: "Orders", exact: true }).click();
    await codes.waitFor();
    await press(page, "I have kept them");
    await page.getByText("Sign-in asks you for a code of your app").waitFor();
    await page.getByText("You have 10 codes on paper left.").waitFor();
    expect(await page.content()).not.toContain(paper[0] ?? "-");
  });

  it("is asked for at sign-in, and until it is given nothing opens", async () => {
    const page = await opened();
    await toCode(page);
    expect(await violations(page)).toEqual([]);
    expect((await page.context().cookies()).filter(({ name }) => name.includes("session"))).toEqual([]);
    await page.getByLabel("Code", { exact: true }).fill("000000");
    await press(page, "Sign in");
    await page.getByText("This code is not right, or was used already").waitFor();
    await page.getByLabel("Code", { exact: true }).fill(codeOfNext());
    await press(page, "Sign in");
    await page.getByRole("heading", { name: "Overview" }).waitFor();
  });

  it("is replaced once by each code on paper", async () => {
    const page = await opened();
    await toCode(page);
    await page.getByLabel("Code", { exact: true }).fill(paper[0] ?? "");
    await press(page, "Sign in");
    await page.getByRole("heading", { name: "Overview" }).waitFor();
    const other = await opened();
    await toCode(other);
    await other.getByLabel("Code", { exact: true }).fill(paper[0] ?? "");
    await press(other, "Sign in");
    await other.getByText("This code is not right, or was used already").waitFor();
    await press(other, "Sign in as somebody else");
    await other.getByLabel("E-mail").waitFor();
  });

  it("has its codes on paper made anew", async () => {
    const page = await opened();
    await toCode(page);
    await page.getByLabel("Code", { exact: true }).fill(paper[1] ?? "");
    await press(page, "Sign in");
    await page.getByRole("heading", { name: "Overview" }).waitFor();
    await page.goto(`${adminUrl}/settings/me`, { waitUntil: "networkidle" });
    await page.getByText("You have 8 codes on paper left.").waitFor();
    await press(page, "Make new codes for paper…");
    await page.getByLabel("Code", { exact: true }).fill(paper[2] ?? "");
    await press(page, "Make new codes");
    const codes = page.getByRole("list", { name: "Codes for paper" });
    await codes.waitFor();
    const anew = await codes.getByRole("listitem").allInnerTexts();
    expect(anew.filter((each) => paper.includes(each))).toEqual([]);
    paper = anew;
    await press(page, "I have kept them");
    await page.getByText("You have 10 codes on paper left.").waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it("is taken away by who administers them, and their password alone signs in", async () => {
    const owner = await opened();
    await signIn(owner, adminUrl, DEMO_OPERATOR);
    await owner.goto(`${adminUrl}/settings/people`, { waitUntil: "networkidle" });
    await owner.getByRole("table", { name: "People" }).getByRole("link", { name: SUSE.name }).click();
    await owner.getByRole("heading", { name: SUSE.name, level: 1 }).waitFor();
    await owner.waitForLoadState("networkidle");
    await press(owner, "Remove their second factor…");
    expect(await violations(owner)).toEqual([]);
    await press(owner, "Remove the second factor");
    await owner.getByText(`The second factor of ${SUSE.name} is removed`).waitFor();
    await owner.getByText("Second factor removed").first().waitFor();
    const page = await opened();
    await signIn(page, adminUrl, SUSE);
    await page.getByRole("heading", { name: "Overview" }).waitFor();
    expect(stack.apiOutput()).not.toContain(secret);
  });

  it("is asked of everybody who administers, where an owner says so, before anything else opens", async () => {
    const owner = await opened();
    await signIn(owner, adminUrl, DEMO_OPERATOR);
    await owner.goto(`${adminUrl}/settings`, { waitUntil: "networkidle" });
    await owner.getByRole("link", { name: "Sign-in", exact: true }).click();
    await owner.getByText("Whoever wants a second factor has one; nobody must.").waitFor();
    await owner.waitForLoadState("networkidle");
    await owner.getByLabel("Owners and brand admins").check();
    await owner.getByText("You have none yourself").waitFor();
    await owner.getByText(/(have|has) none, and can do nothing before they set one up: /).waitFor();
    expect(await violations(owner)).toEqual([]);
    await press(owner, "Save");
    await owner.getByText("Set up a second factor or add a passkey below.").waitFor();
    expect(await violations(owner)).toEqual([]);
    await owner.goto(`${adminUrl}/orders`);
    await owner.waitForURL(`${adminUrl}/settings/me`);
    await owner.waitForLoadState("networkidle");
    await owner.getByLabel("Your password").fill(DEMO_OPERATOR.password);
    await press(owner, "Set up a second factor");
    const own = (await owner.getByLabel("Secret", { exact: true }).inputValue()).replaceAll(" ", "");
    await owner.getByLabel("Code", { exact: true }).fill(codeAt(own, stepOf(new Date())));
    await press(owner, "Turn it on");
    await press(owner, "I have kept them");
    await owner.goto(`${adminUrl}/orders`);
    await owner.getByRole("heading", { level: 1 }).waitFor();
    expect(new URL(owner.url()).pathname).toBe("/orders");

    const support = await opened();
    await signIn(support, adminUrl, SUSE);
    await support.goto(`${adminUrl}/settings/sign-in`, { waitUntil: "networkidle" });
    await support.getByRole("heading", { name: /^Hidden for your role/ }).waitFor();
  });
});
