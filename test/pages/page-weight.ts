import { parseArgs } from "node:util";
import { openBrowser } from "../browser.ts";
import { SCRIPTS_MAX_KB, weighPages } from "./weigh.ts";

/** `npm run page-weight`: what each page of a running admin weighs on the wire; too many scripts fail. */

const { values } = parseArgs({
  options: { admin: { type: "string", default: `http://localhost:${process.env.ADMIN_PORT || 3000}` } },
});

await using browser = await openBrowser();
const rows = await weighPages(browser, values.admin);
console.table(rows);
const heaviest = Math.max(...Object.values(rows).map(({ script }) => script));
process.stdout.write(
  `The heaviest page brings ${heaviest} KB of scripts; ${SCRIPTS_MAX_KB} KB are allowed.\n`,
);
process.exitCode = heaviest > SCRIPTS_MAX_KB ? 1 : 0;
