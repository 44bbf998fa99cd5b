import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { everyBrand, migrate, openDatabase } from "@parley/db";
import { startEmbedded } from "@parley/db/embedded";
import { listRefusedSubmits } from "@parley/db/exchanges";
import { searchOrders } from "@parley/db/orders";
import postgres from "postgres";
import { seedOrders } from "./seed-rows.ts";

// `npm run bench:search -- --orders N`: how long a search takes, for each kind of term, and whether PostgreSQL reads
// each candidate list from one index. The database stays in .data/bench-search, so the next run starts at once.

const { values } = parseArgs({
  options: { orders: { type: "string", default: "1000000" }, rounds: { type: "string", default: "40" } },
});
const total = Number(values.orders);
const rounds = Number(values.rounds);
const log = (text: string) => void process.stdout.write(`${text}\n`);

const dataDir = resolve(import.meta.dirname, "../../.data/bench-search");
const server = await startEmbedded({
  dataDir,
  settings: {
    fsync: "off",
    full_page_writes: "off",
    shared_buffers: "512MB",
    max_wal_size: "4GB",
    maintenance_work_mem: "256MB",
  },
});
try {
  await fill();
  await measure();
} finally {
  await server.stop();
}

async function fill(): Promise<void> {
  await (await migrate(server.ownerUrl)).indexes;
  const sql = postgres(server.ownerUrl, { max: 1, onnotice: () => {} });
  const [{ count } = { count: 0 }] = await sql<
    { count: number }[]
  >`select count(*)::int as count from orders`;
  if (count < total) {
    // They are built faster at the end, and the time that takes is one of the figures.
    const names = await sql<{ name: string }[]>`
      select relname as name from pg_class where relkind = 'i' and (relname ~ '_search' or relname in ('orders_name', 'orders_phone'))
        and relname <> 'orders_pos_order_search'`;
    for (const { name } of names) await sql`drop index ${sql(name)}`;
    let shownAt = 0;
    await seedOrders(sql, {
      total,
      onProgress({ done, perSecond }) {
        if (done - shownAt < total / 20) return;
        shownAt = done;
        log(
          `${done.toLocaleString("en")} orders, ${Math.round(perSecond)} a second, ${Math.round((total - done) / perSecond)} s left`,
        );
      },
    });
    await sql`analyze orders`;
  }
  const startedAt = performance.now();
  const { indexes } = await migrate(server.ownerUrl);
  const trouble = await indexes;
  if (trouble !== null) throw new Error(trouble);
  log(`Indexes of search: ${Math.round((performance.now() - startedAt) / 1000)} s`);
  await sql`vacuum (analyze) orders`;
  await sql.end();
}

/** Terms of a kind for the order with this number. */
type TermOf = (order: {
  n: number;
  uid: string;
  name: string;
  phone: string;
  email: string;
  total: number;
  reference: string;
  digest: string;
}) => string;

async function measure(): Promise<void> {
  const sql = postgres(server.ownerUrl, { max: 1 });
  const picked = await sql<Parameters<TermOf>[0][]>`
    select substr(online_order_id, 2)::int as n, request_uid as uid, guest_name as name, guest_phone as phone,
      guest_email as email, grand_total_cents as total, pos_reference::text as reference,
      (select md5(e) || md5('digest' || e) from (values ('exc_5eed0' || substr(orders.id, 10))) t (e)) as digest
    from orders where id in (select 'ord_5eed' || lpad(to_hex(20 * (1 + (hashint8extended(g, 9) & 1073741823) % ${Math.floor(total / 20) - 1})::int), 28, '0')
      from generate_series(1, ${rounds * 2}::int) g) limit ${rounds}`;
  const kinds: Record<string, TermOf> = {
    "request uid": ({ uid }) => uid.toUpperCase(),
    "online order id": ({ n }) => `s${n}`,
    "beginning of an id": ({ n }) => `S${String(n).slice(0, 3)}`,
    "POS order id": ({ n }) => `t${n % 20}-${String(n).padStart(7, "0")}`,
    "till's number": ({ n }) => `#${n % 1_000_000}`,
    "ticket's mark": ({ reference }) => `${reference.slice(0, 4)}-${reference.slice(4, 8)}`,
    phone: ({ phone }) => phone.replaceAll("-", "\u2011"),
    "last four": ({ phone }) => phone.slice(-4),
    "e-mail": ({ email }) => email,
    amount: ({ total: cents }) => `$${(cents / 100).toFixed(2)}`,
    digest: ({ digest }) => digest.toUpperCase(),
    "whole name": ({ name }) => name,
    "last name": ({ name }) => name.split(" ")[1] ?? name,
    "common first name": ({ name }) => name.split(" ")[0] ?? name,
    "a misspelled name": ({ name }) => `${name.slice(0, -3)}${name.slice(-2)}`,
    "nobody's name": ({ n }) => `Xqzvor${n}wk`.replace(/\d/g, "b"),
  };
  await using db = openDatabase({ url: server.ownerUrl, role: null, max: 2 });
  const [{ count } = { count: 0 }] = await sql<
    { count: number }[]
  >`select count(*)::int as count from orders`;
  log(
    `\n${count.toLocaleString("en")} orders, ${picked.length} terms of each kind\n\n| Term | Found | p50 | p95 | most |\n|---|---|---|---|---|`,
  );
  for (const [kind, termOf] of Object.entries(kinds)) {
    const times: number[] = [];
    let found = 0;
    for (const order of picked) {
      const text = termOf(order);
      const startedAt = performance.now();
      const [{ orders }] = await Promise.all([
        searchOrders(db, { text, scope: everyBrand, guestScope: everyBrand, page: { limit: 26 } }),
        listRefusedSubmits(db, { text, scope: everyBrand, limit: 10 }),
      ]);
      times.push(performance.now() - startedAt);
      if (orders.length > 0) found += 1;
    }
    times.sort((a, b) => a - b);
    const at = (share: number) =>
      (times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(1);
    log(`| ${kind} | ${found} of ${picked.length} | ${at(0.5)} ms | ${at(0.95)} ms | ${at(1)} ms |`);
  }
  await sql.end();
}
