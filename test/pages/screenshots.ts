import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { openBrowser } from "../browser.ts";
import { entryPages, listPages, signIn } from "./pages.ts";

/**
 * `npm run screenshots`: every page of a running admin, at two widths, light and dark, into `test/screenshots`, which
 * git ignores. They are to be looked at by whoever changed a page.
 */

const { values } = parseArgs({
  options: {
    admin: { type: "string", default: `http://localhost:${process.env.ADMIN_PORT || 3000}` },
    /** Only pages whose name begins with this. */
    only: { type: "string", default: "" },
    language: { type: "string", default: "en" },
  },
});
const folder = join(import.meta.dirname, "../screenshots");
const widths = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

mkdirSync(folder, { recursive: true });
await using browser = await openBrowser();
for (const [device, viewport] of Object.entries(widths)) {
  for (const theme of ["light", "dark"] as const) {
    await using context = await browser.newContext({
      viewport,
      colorScheme: theme,
      hasTouch: device === "phone",
    });
    await context.addCookies([{ name: "parley-language", value: values.language, url: values.admin }]);
    const page = await context.newPage();
    const take = async (name: string, path: string) => {
      if (!name.startsWith(values.only)) return;
      await page.goto(`${values.admin}${path}`, { waitUntil: "networkidle" });
      await page.screenshot({ path: join(folder, `${name}-${device}-${theme}.png`), fullPage: true });
    };
    for (const { name, path } of entryPages) await take(name, path);
    await signIn(page, values.admin);
    for (const { name, path } of await listPages(page, values.admin)) await take(name, path);
  }
}
process.stdout.write(`${folder}\n`);
