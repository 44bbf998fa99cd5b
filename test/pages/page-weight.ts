import { parseArgs } from "node:util";
import { openBrowser } from "../browser.ts";
import { entryPages, listPages, signIn } from "./pages.ts";

/**
 * `npm run page-weight`: what each page of a running admin brings over the wire to a browser that has nothing yet, in
 * KB as they were sent. The scripts of a page stay under 180 KB.
 */

const { values } = parseArgs({
  options: { admin: { type: "string", default: `http://localhost:${process.env.ADMIN_PORT || 3000}` } },
});
const SCRIPTS_MAX_KB = 180;

await using browser = await openBrowser();
await using context = await browser.newContext();
const page = await context.newPage();
const cdp = await context.newCDPSession(page);
await cdp.send("Network.enable");
await cdp.send("Network.setCacheDisabled", { cacheDisabled: true });
const kinds = new Map<string, string>();
let sent: Record<string, number> = {};
cdp.on("Network.responseReceived", ({ requestId, type }) => kinds.set(requestId, type));
cdp.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
  const kind = kinds.get(requestId) ?? "Other";
  sent[kind] = (sent[kind] ?? 0) + encodedDataLength;
});

const rows: Record<string, { script: number; html: number; css: number; other: number }> = {};
const weigh = async (name: string, path: string) => {
  sent = {};
  await page.goto(`${values.admin}${path}`, { waitUntil: "networkidle" });
  const { Script = 0, Document = 0, Stylesheet = 0, ...rest } = sent;
  const other = Object.values(rest).reduce((sum, each) => sum + each, 0);
  rows[name] = { script: kb(Script), html: kb(Document), css: kb(Stylesheet), other: kb(other) };
};
for (const { name, path } of entryPages) await weigh(name, path);
await signIn(page, values.admin);
for (const { name, path } of await listPages(page, values.admin)) await weigh(name, path);
console.table(rows);
const heaviest = Math.max(...Object.values(rows).map(({ script }) => script));
process.stdout.write(
  `The heaviest page brings ${heaviest} KB of scripts; ${SCRIPTS_MAX_KB} KB are allowed.\n`,
);
process.exitCode = heaviest > SCRIPTS_MAX_KB ? 1 : 0;

function kb(bytes: number): number {
  return Math.round(bytes / 102.4) / 10;
}
