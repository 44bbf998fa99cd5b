import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, violations } from "./browser.ts";
import { signIn } from "./pages/pages.ts";
import { type Product, startProduct } from "./stack.ts";

/**
 * Five thousand PAR ids in a file with 37 mistakes: seen, mended, imported and undone in the browser, without a mouse
 * (but for the dialog in which the browser itself asks for a file).
 */

const ROWS = 5_000;
const MISTAKES = 37;
/** The row of the mistake with this number, and what stands there. */
const lineOf = (mistake: number) => 2 + mistake * 130;
const STORE = "YC-LC-001";
/** More than a page with fifty rows has places to go to. */
const TABS_MAX = 250;

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

function csv(isMended: boolean): Buffer {
  const lines = Array.from({ length: ROWS }, (_, at) => `yummytaco,PAR-BULK-${at},${STORE}`);
  for (let mistake = 0; mistake < MISTAKES && !isMended; mistake += 1) {
    const wrong = [
      `yummytaco,,${STORE}`,
      `nobody,PAR-WRONG-${mistake},${STORE}`,
      `yummytaco,1.23457E+${12 + mistake},${STORE}`,
    ];
    lines[lineOf(mistake) - 2] = wrong[mistake % wrong.length] ?? "";
  }
  return Buffer.from(`\ufeff${["connection,par_location_id,location", ...lines].join("\r\n")}\r\n`);
}

async function choose(buffer: Buffer, name = "stores.csv", mimeType = "text/csv"): Promise<void> {
  await page.getByLabel(/^Choose (a CSV|another) file/).setInputFiles({ name, mimeType, buffer });
}

/** Of the file's ids, as the page of the mappings reads them. */
async function mapped(): Promise<number> {
  const { adminUrl } = product;
  const answer = await page.request.post(`${adminUrl}/graphql`, {
    headers: { origin: new URL(adminUrl).origin },
    data: { query: "{ mappings(kind: LOCATION) { parId } }" },
  });
  const { data }: { data: { mappings: { parId: string }[] } } = await answer.json();
  return data.mappings.filter(({ parId }) => parId.startsWith("PAR-BULK-")).length;
}

/** Goes there by Tab alone, and presses a key. */
async function tabTo(target: Locator, key: "Enter" | "Space"): Promise<void> {
  await target.waitFor();
  for (let presses = 0; presses < TABS_MAX; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement))
      return await page.keyboard.press(key);
    await page.keyboard.press("Tab");
  }
  throw new Error("Tab does not lead there.");
}

const table = (name: string) => page.getByRole("table", { name });
const button = (name: string | RegExp) => page.getByRole("button", { name, exact: true });

describe("a file of mappings", () => {
  it("is reached from the mappings, and a workbook is refused with how to save it", async () => {
    await page.goto(`${product.adminUrl}/mappings`);
    await tabTo(page.getByRole("link", { name: "Import a file…" }), "Enter");
    await page.getByText("Map many PAR ids at once from a file.").waitFor();
    await page.waitForLoadState("networkidle");
    expect(await violations(page)).toEqual([]);
    await choose(Buffer.from("PK\u0003\u0004 of Excel"), "stores.xlsx", "application/octet-stream");
    await page.getByRole("alert").filter({ hasText: "Save it as" }).waitFor();
  });

  it("is told with each of its 37 mistakes, by row, column, value and reason", async () => {
    await choose(csv(false));
    await page.getByText("37 rows are wrong. Nothing was changed yet.").waitFor();
    const problems = table("What is wrong").getByRole("row");
    await expect.poll(() => problems.count()).toBe(1 + MISTAKES);
    const told = await problems.nth(2).getByRole("cell").allInnerTexts();
    expect(told).toEqual(["132", "connection", "nobody", 'There is no connection "nobody".']);
    expect(await button(/^Import [\d,]+ rows$/).isDisabled()).toBe(true);
    expect(await violations(page)).toEqual([]);
    expect(await mapped()).toBe(0);
  });

  it("is imported without a row that was unticked, once it is mended", async () => {
    await choose(csv(true));
    await page
      .getByText("5000 mappings would change.")
      .or(page.getByText("5,000 mappings would change."))
      .waitFor();
    const kept = page.getByRole("checkbox", { name: "Import row 3, PAR-BULK-1", exact: true });
    const pages = page.getByRole("navigation", { name: "What would change" });
    await tabTo(kept, "Space");
    await tabTo(pages.getByRole("link", { name: "Next" }), "Enter");
    await tabTo(page.getByRole("checkbox", { name: "Import row 52, PAR-BULK-50", exact: true }), "Space");
    await tabTo(pages.getByRole("link", { name: "Previous" }), "Enter");
    await kept.waitFor();
    expect(await kept.isChecked()).toBe(false);
    await tabTo(button(/^Import 4,?998 rows$/), "Enter");
    await page
      .getByRole("status")
      .filter({ hasText: /4,?998 ids were mapped/ })
      .waitFor();
    expect(await mapped()).toBe(ROWS - 2);
    expect(await violations(page)).toEqual([]);
  });

  it("is undone as one, and stands in the list as undone", async () => {
    await tabTo(button("Undo the import"), "Enter");
    await page
      .getByRole("status")
      .filter({ hasText: /4,?998 mappings are as they were before/ })
      .waitFor();
    expect(await mapped()).toBe(0);
    const row = table("Imports").getByRole("row").nth(1);
    expect(await row.getByRole("cell").allInnerTexts()).toEqual(
      expect.arrayContaining(["stores.csv", "undone"]),
    );
  });

  it("is made of rows that were pasted from a spreadsheet, and changes nothing before it is seen", async () => {
    await page.getByText("Paste rows from a spreadsheet").click();
    await page.getByLabel("Rows").fill(`PAR-PASTED-1\t${STORE}\nPAR-PASTED-2\t${STORE}`);
    await page.getByLabel("Connection").selectOption("yummytaco");
    expect(await violations(page)).toEqual([]);
    await button("See what they would do").click();
    await page.getByText("2 mappings would change.").waitFor();
    await button("Import 2 rows").click();
    await page
      .getByRole("status")
      .filter({ hasText: /2 ids were mapped/ })
      .waitFor();
    const exported = await page.request.get(`${product.adminUrl}/mappings/export?kind=location&q=pasted`);
    const line = (at: number) => `yummytaco,PAR-PASTED-${at},${STORE},\r\n`;
    expect((await exported.text()).replace("\ufeff", "")).toBe(
      `connection,par_location_id,location,reason\r\n${line(1)}${line(2)}`,
    );
    await button("Undo the import").click();
    await page
      .getByRole("status")
      .filter({ hasText: /2 mappings are as they were before/ })
      .waitFor();
  });

  it("larger than a form may be arrives, too", async () => {
    const remark = "x".repeat(3_000);
    const lines = Array.from({ length: 1_000 }, (_, at) => `yummytaco,PAR-LARGE-${at},${STORE},${remark}`);
    await choose(Buffer.from(["connection,par_location_id,location,remark", ...lines].join("\n")));
    await page.getByText(/1,?000 mappings would change\./).waitFor();
  });
});
