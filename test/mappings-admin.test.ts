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

describe("many rows at once", () => {
  const ids = [1, 2, 3, 4].map((number) => `PAR-BULK-${number}`);
  const cell = (parId: string) => page.getByLabel(`What ${parId} means`);
  const tick = (parId: string) => page.getByLabel(`Tick ${parId}`, { exact: true });
  const press = (...keys: string[]) =>
    keys.reduce((done, key) => done.then(() => page.keyboard.press(key)), Promise.resolve());

  async function meanings(): Promise<Record<string, string>> {
    const data: { mappings?: { parId: string; target: { code?: string } }[] } = await ask(
      "{ mappings(kind: LOCATION) { parId target { ... on Location { code } } } }",
    );
    const rows = (data.mappings ?? []).filter(({ parId }) => ids.includes(parId));
    return Object.fromEntries(rows.map(({ parId, target }) => [parId, target.code ?? ""]));
  }

  it("are changed in a sheet by the keyboard, with a pasted column, what is wrong beside it, and undone as one", async () => {
    for (const parId of ids) await map(parId, STORE);
    await page.goto(`${product.adminUrl}/mappings?q=PAR-BULK-`);
    await page.waitForLoadState("networkidle");
    await tick("PAR-BULK-1").focus();
    await press("Space");
    await tick("PAR-BULK-3").click({ modifiers: ["Shift"] });
    await page.getByRole("status").filter({ hasText: "3 locations are ticked." }).waitFor();
    expect(await violations(page)).toEqual([]);
    await button("Change…").focus();
    await press("Enter");
    await cell("PAR-BULK-1").waitFor();
    expect(await cell("PAR-BULK-1").evaluate((field) => field === document.activeElement)).toBe(true);
    await cell("PAR-BULK-1").evaluate((field, text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", text);
      field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }, `${OTHER}\nNOWHERE\n${OTHER}\n`);
    expect(await cell("PAR-BULK-3").inputValue()).toBe(OTHER);
    await press("Enter", "Enter", "Shift+Enter");
    expect(await cell("PAR-BULK-2").evaluate((field) => field === document.activeElement)).toBe(true);
    await button("See what it would do").focus();
    await press("Enter");
    await row("PAR-BULK-2").getByText('There is no store "NOWHERE".').waitFor();
    expect(await meanings()).toEqual(Object.fromEntries(ids.map((parId) => [parId, STORE])));
    expect(await violations(page)).toEqual([]);
    // An empty field ends the id.
    await cell("PAR-BULK-2").fill("");
    await page.getByText("It will mean nothing.").waitFor();
    await button("See what it would do").focus();
    await press("Enter");
    await page.getByText("3 mappings would change.").waitFor();
    await page.getByText(/^Behind what would change: 1 store/).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByLabel("Why (not needed)").fill("Two stores became one");
    await button("Import 3 rows").focus();
    await press("Enter");
    await page.getByRole("status").filter({ hasText: "1 means nothing any more" }).waitFor();
    const was = await meanings();
    expect(was).toEqual({ "PAR-BULK-1": OTHER, "PAR-BULK-3": OTHER, "PAR-BULK-4": STORE });
    await button("Undo the import").focus();
    await press("Enter");
    await page.getByRole("status").filter({ hasText: "3 mappings are as they were before" }).waitFor();
    expect(await meanings()).toEqual(Object.fromEntries(ids.map((parId) => [parId, STORE])));
  });

  it("are ended, all of the filter with one tick, after what hangs on them was seen", async () => {
    await page.goto(`${product.adminUrl}/mappings?q=PAR-BULK-`);
    await page.waitForLoadState("networkidle");
    await page.getByLabel("Tick all of one kind that are shown").focus();
    await press("Space");
    await page.getByRole("status").filter({ hasText: "4 locations are ticked." }).waitFor();
    await button("End…").focus();
    await press("Enter");
    await page.getByText("4 mappings would change.").waitFor();
    await button("End 4 mappings").focus();
    await press("Enter");
    await page.getByRole("status").filter({ hasText: "4 mean nothing any more" }).waitFor();
    expect(await meanings()).toEqual({});
    await map("PAR-BULK-4", OTHER);
    await button("Undo the import").click();
    await page.getByRole("alert").filter({ hasText: "PAR-BULK-4" }).waitFor();
    await button("Undo the others").click();
    await page.getByRole("status").filter({ hasText: "3 mappings are as they were before" }).waitFor();
    const was = await meanings();
    expect(was).toEqual({ ...Object.fromEntries(ids.map((parId) => [parId, STORE])), "PAR-BULK-4": OTHER });
  });
});

describe("an id that is never ours", () => {
  it("is ignored for a reason, is seen among the ignored ones, and is brought back", async () => {
    const parId = "PAR-FOREIGN-1";
    await product.lab("submit", "--location", parId);
    await page.goto(`${product.adminUrl}/mappings`);
    await page.waitForLoadState("networkidle");
    await button(`Ignore… ${parId}`).click();
    await page.getByLabel("Why it is never ours").fill("Another customer's kiosk");
    expect(await violations(page)).toEqual([]);
    await button("Ignore it").click();
    await page.getByText("1 ignored id").click();
    await page.getByText("“Another customer's kiosk”").waitFor();
    await page.getByText("Every id that PAR sent has a meaning, or is ignored.").waitFor();
    expect(await violations(page)).toEqual([]);
    await button("Bring back").click();
    await button(`Ignore… ${parId}`).waitFor();
    expect(await page.getByText("1 ignored id").count()).toBe(0);
  });
});

async function nameOf(code: string): Promise<string> {
  const data: { locations?: { code: string; name: string }[] } = await ask("{ locations { code name } }");
  return data.locations?.find((location) => location.code === code)?.name ?? "";
}
