import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { createTestDatabase } from "@parley/db/testing";
import postgres from "postgres";
import { expect, it } from "vitest";
import { isSeeded } from "./seed-rows.ts";

const TOTAL = 5_000;

function seed(url: string, orders: number) {
  return spawn(process.execPath, ["--import", "tsx", "src/seed.ts", "--orders", String(orders)], {
    cwd: new URL("..", import.meta.url),
    env: { ...process.env, DATABASE_URL: url },
    stdio: ["ignore", "pipe", "inherit"],
  });
}

// B: seeding millions takes long enough to be cut off.
it("goes on where it was killed, and writes the same rows as a run that was not", async () => {
  await using whole = await createTestDatabase();
  await using cut = await createTestDatabase();
  const first = seed(cut.url, TOTAL);
  for await (const line of createInterface(first.stdout)) {
    expect(line).toMatch(/ of 5,000 orders, .* a second, \d+ min \d+ s left$/);
    first.kill("SIGKILL");
    break;
  }
  if (first.exitCode === null && first.signalCode === null) await once(first, "exit");
  for (const [url, orders] of [
    [cut.url, TOTAL],
    // A larger number goes on from a smaller one.
    [whole.url, 20],
    [whole.url, TOTAL],
  ] as const) {
    const run = seed(url, orders);
    run.stdout.resume();
    expect(await once(run, "exit")).toEqual([0, null]);
  }
  const contents = [];
  for (const { url } of [whole, cut]) {
    const sql = postgres(url, { max: 1 });
    contents.push(
      await sql`
        select (select count(*)::int from orders) as orders,
          (select md5(string_agg(o::text, ',' order by id)) from orders o) as digest,
          (select count(*)::int from order_keys) as keys, (select count(*)::int from exchanges) as calls,
          (select count(*)::int from exchange_bodies) as bodies`,
    );
    expect(await isSeeded(sql, TOTAL)).toBe(true);
    expect(await isSeeded(sql, TOTAL + 1)).toBe(false);
    await sql.end();
  }
  expect(contents[1]).toEqual(contents[0]);
  expect(contents[0]?.[0]).toMatchObject({
    orders: TOTAL,
    keys: TOTAL,
    calls: TOTAL / 10,
    bodies: TOTAL / 20,
  });
}, 120_000);
