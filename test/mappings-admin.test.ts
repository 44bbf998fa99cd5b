import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, violations } from "./browser.ts";
import { signIn } from "./pages/pages.ts";
import { type Product, startProduct } from "./stack.ts";

/** The page of the mappings, as an admin works on it. */

const STORE = "YC-LC-001";
const OTHER = "YC-LC-002";

let product: Product;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  product = await startProduct();
  browser = await openBrowser();
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await signIn(page, product.adminUrl);
});
afterAll(async () => {
  await browser?.close();
  await product?.[Symbol.asyncDispose]();
});

/** As another tab of the same person writes. */
async function ask(query: string, variables: object = {}): Promise<Record<string, unknown>> {
  const { adminUrl } = product;
  const answer = await page.request.post(`${adminUrl}/graphql`, {
    headers: { origin: new URL(adminUrl).origin },
    data: { query, variables },
  });
  const { data, errors }: { data: Record<string, unknown>; errors?: unknown } = await answer.json();
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}

async function connectionAndStores(): Promise<{ connectionId: string; stores: Record<string, string> }> {
  const data: {
    connections?: { id: string; slug: string }[];
    locations?: { id: string; code: string }[];
  } = await ask("{ connections { id slug } locations { id code } }");
  const connectionId = data.connections?.find(({ slug }) => slug === "yummytaco")?.id ?? "";
  return {
    connectionId,
    stores: Object.fromEntries((data.locations ?? []).map(({ id, code }) => [code, id])),
  };
}

async function map(parId: string, code: string, expectedVersion: number | null = null): Promise<void> {
  const { connectionId, stores } = await connectionAndStores();
  const input = { kind: "LOCATION", connectionId, parId, targetId: stores[code], expectedVersion };
  const done = await ask(
    "mutation($input: SetMappingInput!) { setMapping(input: $input) { __typename ... on Error { message } } }",
    { input },
  );
  expect(done).toEqual({ setMapping: { __typename: "Mapping" } });
}

const button = (name: string | RegExp) => page.getByRole("button", { name, exact: true });
const row = (parId: string) => page.getByRole("row").filter({ hasText: parId });

describe("the history of a mapping", () => {
  it("says why it was changed, and puts back what it was, with what hangs on it first", async () => {
    await map("PAR-HIST-1", STORE);
    await page.goto(`${product.adminUrl}/mappings?q=PAR-HIST-1`);
    await row("PAR-HIST-1").getByRole("button", { name: "Edit" }).click();
    await page
      .getByLabel("What PAR-HIST-1 means")
      .selectOption({ label: `${OTHER} · ${await nameOf(OTHER)}` });
    await page.getByLabel("Why (not needed)").fill("The store moved");
    await button("Save").click();
    await page.getByRole("status").filter({ hasText: "from now on" }).waitFor();
    await button("PAR-HIST-1").click();
    await page.getByText("Why: “The store moved”").waitFor();
    await button("Put back…").click();
    await page.getByText(/^Behind it: 1 store/).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByLabel("Why (not needed)").fill("It did not");
    await button("Put it back").click();
    await page
      .getByRole("status")
      .filter({ hasText: `PAR-HIST-1 is ${STORE}` })
      .waitFor();
  });

  it("does not put it back over what somebody changed meanwhile, and says what it means now", async () => {
    await map("PAR-HIST-2", STORE);
    await map("PAR-HIST-2", OTHER, 1);
    await page.goto(`${product.adminUrl}/mappings?q=PAR-HIST-2`);
    await button("PAR-HIST-2").click();
    await button("Put back…").click();
    await map("PAR-HIST-2", STORE, 2);
    await map("PAR-HIST-2", OTHER, 3);
    await button("Put it back").click();
    await page
      .getByRole("alert")
      .filter({ hasText: `It points to ${OTHER}` })
      .waitFor();
  });
});

describe("the mappings as of a moment", () => {
  it("are shown plainly marked and without anything to change, and one goes back to now", async () => {
    await map("PAR-THEN-1", STORE);
    await page.goto(`${product.adminUrl}/mappings?q=PAR-THEN`);
    await page.getByLabel("As it stood at (UTC)").fill("2026-01-02T03:04");
    await button("Look").click();
    await page.getByRole("status").filter({ hasText: "Nothing can be changed here." }).waitFor();
    expect(new URL(page.url()).search).toBe("?q=PAR-THEN&asOf=2026-01-02T03%3A04");
    await page.getByText("No mapping matches.").waitFor();
    expect(await violations(page)).toEqual([]);
    const later = new Date(Date.now() + 3_600_000).toISOString().slice(0, 16);
    await page.goto(`${product.adminUrl}/mappings?q=PAR-THEN&asOf=${later}`);
    await row("PAR-THEN-1").filter({ hasText: "still holds" }).waitFor();
    expect(await page.getByRole("button", { name: /Edit|End|Add a mapping/ }).count()).toBe(0);
    expect(await violations(page)).toEqual([]);
    await page.getByRole("link", { name: "Back to now" }).click();
    await row("PAR-THEN-1").getByRole("button", { name: "Edit" }).waitFor();
  });
});

async function nameOf(code: string): Promise<string> {
  const data: { locations?: { code: string; name: string }[] } = await ask("{ locations { code name } }");
  return data.locations?.find((location) => location.code === code)?.name ?? "";
}
