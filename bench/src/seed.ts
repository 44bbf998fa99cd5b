import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { locateEmbedded } from "@parley/db/embedded";
import postgres from "postgres";
import { fallbackOf } from "../../apps/api/src/settings/table.ts";
import { loadEnvironment, REPOSITORY } from "../../scripts/config.ts";
import { progressLine, seedOrders } from "./seed-rows.ts";

// `npm run seed -- --orders N`: thin orders in the database that DATABASE_URL names, or that `npm start` runs.

const { values } = parseArgs({ options: { orders: { type: "string", default: "100000" } } });
const total = Number(values.orders);
if (!Number.isSafeInteger(total) || total < 1 || total > 100_000_000) {
  process.stderr.write("How many orders? For example: npm run seed -- --orders 100000\n");
  process.exit(1);
}
const { DATABASE_URL, DATA_DIR } = loadEnvironment();
const dataDir = resolve(REPOSITORY, DATA_DIR || fallbackOf("DATA_DIR"));
const url = DATABASE_URL || (await locateEmbedded(dataDir))?.url;
if (url === undefined) {
  process.stderr.write("No database runs here. Start one with `npm start`, or set DATABASE_URL.\n");
  process.exit(1);
}
const sql = postgres(url, { max: 1, max_lifetime: null, onnotice: () => {} });
try {
  await seedOrders(sql, {
    total,
    onProgress: (progress) => process.stdout.write(`${progressLine(progress)}\n`),
  });
  await sql`analyze orders, order_keys, exchanges, exchange_bodies`.catch(() => undefined);
  process.stdout.write(`${total.toLocaleString("en")} seeded orders are there.\n`);
} finally {
  await sql.end();
}
