import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openBrowser, violations } from "./browser.ts";
import { type Product, startProduct } from "./stack.ts";

/** A view of the orders: saved by the owner, there for people of the role that it is for, and for nobody else. */

const PASSWORD = "a long passphrase of somebody";
let product: Product;
let browser: Browser;
let owner: Page;
let support: Page;

beforeAll(async () => {
  product = await startProduct();
  browser = await openBrowser();
  owner = await signIn("admin@parley.example", "parley-demo-2026", 1440);
  support = await signIn("support@parley.example", "parley-demo-2026", 390);
});
afterAll(async () => {
  await browser?.close();
  await product?.[Symbol.asyncDispose]();
});

async function signIn(email: string, password: string, width: number): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width, height: 900 } })).newPage();
  await page.goto(product.adminUrl, { waitUntil: "networkidle" });
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("heading", { name: "Overview" }).waitFor();
  return page;
}

/** Adds somebody with a role, by the owner's own session. */
async function addPerson(role: string, email: string): Promise<void> {
  const query = `mutation($input: CreateOperatorInput!) { createOperator(input: $input) { __typename
    ... on Error { message } } }`;
  const input = { name: "Eve", email, password: PASSWORD, grants: [{ role }] };
  const answer = await owner.evaluate(
    async (body) => {
      const headers = { "content-type": "application/json" };
      return await (await fetch("/graphql", { method: "POST", headers, body })).text();
    },
    JSON.stringify({ query, variables: { input } }),
  );
  expect(answer).not.toContain("message");
}

const views = (page: Page) => page.getByRole("navigation", { name: "Saved views" });

it("is saved by keyboard, shared with support, and found by them alone", async () => {
  await owner.goto(`${product.adminUrl}/orders?show=pending&minAge=15&sort=oldest`, {
    waitUntil: "networkidle",
  });
  await owner.locator("summary", { hasText: "Save as view" }).focus();
  await owner.keyboard.press("Enter");
  await owner.keyboard.press("Tab");
  await owner.keyboard.type("Waiting too long");
  await owner.getByLabel("Who may open it").selectOption("SUPPORT");
  await owner.getByLabel("Name of the view").press("Enter");
  const own = views(owner).getByRole("link", { name: /Waiting too long/ });
  await own.waitFor();
  expect(await own.getAttribute("aria-current")).toBe("true");
  expect(await violations(owner)).toEqual([]);

  await support.goto(`${product.adminUrl}/orders`, { waitUntil: "networkidle" });
  await support.locator("summary", { hasText: "Views" }).click();
  const shared = views(support).getByRole("link", { name: /Waiting too long.*for support/ });
  await shared.waitFor();
  expect(await violations(support)).toEqual([]);
  await shared.click();
  await support.waitForURL(/show=pending&minAge=15&sort=oldest&view=viw_/);
  expect(await support.locator("summary", { hasText: "Change" }).count()).toBe(0);

  await addPerson("ENGINEER", "eve@parley.example");
  const engineer = await signIn("eve@parley.example", PASSWORD, 1440);
  await engineer.goto(`${product.adminUrl}/orders?show=pending`, { waitUntil: "networkidle" });
  await engineer.locator("summary", { hasText: "Save as view" }).waitFor();
  expect(await engineer.getByText("Waiting too long").count()).toBe(0);
});

it("keeps other filters when it is told to, and is deleted and put back", async () => {
  await owner.goto(`${product.adminUrl}/orders`, { waitUntil: "networkidle" });
  await views(owner)
    .getByRole("link", { name: /Waiting too long/ })
    .click();
  await owner.waitForURL(/minAge=15/);
  await owner.locator('select[name="minAge"]').selectOption("60");
  await owner.waitForURL(/minAge=60/);
  await owner.getByRole("button", { name: "Keep these filters in “Waiting too long”" }).click();
  await owner.getByRole("button", { name: "Keep these filters" }).waitFor({ state: "detached" });

  await owner.locator("summary", { hasText: "Change “Waiting too long”" }).click();
  await owner.getByRole("button", { name: "Delete" }).click();
  await owner.getByText("“Waiting too long” is deleted.").waitFor();
  await support.goto(`${product.adminUrl}/orders?show=placed`, { waitUntil: "networkidle" });
  expect(await support.getByText("Waiting too long").count()).toBe(0);
  await owner.getByRole("button", { name: "Undo" }).click();
  await views(owner)
    .getByRole("link", { name: /Waiting too long/ })
    .waitFor();
  await support.reload({ waitUntil: "networkidle" });
  await support.locator("summary", { hasText: "Views" }).click();
  expect(await views(support).getByRole("link").getAttribute("href")).toContain("minAge=60");
});
