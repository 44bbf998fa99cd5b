import { DATABASE_CLOCK, type Database } from "@parley/db";
import { changeCase } from "@parley/db/cases";
import { putJob } from "@parley/db/jobs";
import { until } from "../../program.ts";
import type { Drill } from "../drill.ts";
import { mustHold } from "../points/round.ts";
import { startTraffic } from "../traffic.ts";
import type { World } from "../world.ts";

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
/** Far past every limit. */
const OLDEST_DAYS = 400;
const GONE_WITHIN_MS = 90_000;
const ORDERS_PER_KILL = 60;

interface Week {
  name: string;
  from: string;
  until: string;
  /** A call of it that people still look after. */
  held: string | null;
}

/** Weeks of old bodies are emptied and dropped under load, while somebody reads them and whoever does it is killed. */
export const dropPartition: Drill = {
  name: "drop-partition",
  about: "weeks of old bodies emptied and dropped under load, and kill -9 of the process that is at it",
  world: { apis: 3 },
  async run({ world, isLong }) {
    const { owner } = world;
    const kills = isLong ? 30 : 3;
    const weeks = await makeOldWeeks(owner, { count: kills + 4, rows: isLong ? 20_000 : 2_000 });
    const before = await filesOf(owner);
    const traffic = startTraffic({
      ...{ world, label: "part", orders: kills * ORDERS_PER_KILL, open: 60, pauseMs: 15 },
      item: (at) => (at % 5 === 0 ? "sim-lose-ack" : undefined),
    });
    await until("retention has looked at every brand", GONE_WITHIN_MS, async () => {
      const rows = await owner.sql`select from retention_progress where kind = 'bodies'`;
      return rows.length > 1;
    });
    await owner.sql`update retention_progress set begins_at = 'epoch' where kind = 'bodies'`;
    const emptied = new Set<string>();
    const look = async () => {
      const now = await filesOf(owner);
      for (const [name, file] of now) if (before.get(name) !== file) emptied.add(name);
      return now;
    };
    const backs: Promise<void>[] = [];
    for (let done = 0; done < kills; done += 1) {
      await traffic.sent(Math.floor((done + world.random.next()) * ORDERS_PER_KILL));
      backs.push((await killKeeper(world, { number: done, weeks })).back);
      await look();
    }
    await Promise.all(backs);
    const going = weeks.filter(({ held }) => held === null).map(({ name }) => name);
    await until("all weeks of which nothing is held are gone", GONE_WITHIN_MS, async () => {
      await putJob(owner, { kind: "retention", key: "", now: DATABASE_CLOCK });
      const now = await look();
      return going.every((name) => !now.has(name));
    });
    mustHold(emptied.size > 0, "weeks were emptied before they were dropped");
    await traffic.done;
    for (const { held } of weeks) {
      if (held === null) continue;
      const [body] = await owner.sql`select from exchange_bodies where exchange_id = ${held}`;
      mustHold(body !== undefined, `the body of ${held}, which people look after, is there`);
    }
    const [strays] = await owner.sql<
      { count: number }[]
    >`select count(*)::int as count from exchange_bodies_default`;
    return {
      kills,
      orders: traffic.count,
      weeks: weeks.length,
      gone: going.length,
      strays: strays?.count ?? 0,
    };
  },
};

const boundOf = (ms: number) => `exc_${ms.toString(16).padStart(12, "0")}`;

/** Gives the table weeks of long ago with calls in them; in some a case about one is open. */
async function makeOldWeeks(
  owner: Database,
  { count, rows }: { count: number; rows: number },
): Promise<Week[]> {
  const first = Date.now() - OLDEST_DAYS * DAY_MS - count * WEEK_MS;
  const weeks: Week[] = [];
  for (let n = 0; n < count; n += 1) {
    const [from, end] = [first + n * WEEK_MS, first + (n + 1) * WEEK_MS];
    weeks.push({ name: `exchange_bodies_old_${n}`, from: boundOf(from), until: boundOf(end), held: null });
  }
  const last = weeks.at(-1)?.until ?? "";
  const [table] = await owner.sql<{ bound: string }[]>`
    select pg_get_expr(relpartbound, oid) as bound from pg_class where oid = 'exchange_bodies_first'::regclass`;
  const end = /TO \('(exc_[0-9a-f]+)'\)/.exec(table?.bound ?? "")?.[1] ?? "";
  const made = weeks.map(
    ({ name, from, until: to }) =>
      `create table ${name} partition of exchange_bodies for values from ('${from}') to ('${to}');`,
  );
  await owner.sql.begin((tx) =>
    tx.unsafe(`alter table exchange_bodies detach partition exchange_bodies_first;
      alter table exchange_bodies attach partition exchange_bodies_first for values from ('${last}') to ('${end}');
      ${made.join("\n")}`),
  );
  for (const [n, week] of weeks.entries()) {
    await owner.sql`
      with calls as (
        insert into exchanges (id, direction, operation, method, path, status, at, duration_us, stages, signed, replayed)
        select ${week.from} || lpad(n::text, 20, '0'), 'in', 'get_menu', 'POST', '/old', 200,
          to_timestamp(${(first + n * WEEK_MS) / 1000}::float8) + n * interval '1 second', 1000, '[]', true, false
        from generate_series(1, ${rows}::int) n returning id
      )
      insert into exchange_bodies (exchange_id, request_body, response_body) select id, repeat('a', 200), '{}' from calls`;
    if (n % 3 !== 1) continue;
    week.held = `${week.from}${"9".padStart(20, "0")}`;
    await changeCase(owner, {
      ...{
        subject: { kind: "call", id: week.held },
        place: { brandId: null, locationId: null, connectionId: null },
      },
      ...{
        expectedVersion: null,
        act: { kind: "note", note: "asked the store" },
        by: { kind: "cli" },
        now: new Date(),
      },
    });
  }
  return weeks;
}

/** By partition the file that it has: another one once it was truncated. */
async function filesOf(owner: Database): Promise<Map<string, string>> {
  const rows = await owner.sql<{ name: string; file: string }[]>`
    select c.relname::text as name, pg_relation_filenode(c.oid)::text as file
    from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'exchange_bodies'::regclass`;
  return new Map(rows.map(({ name, file }) => [name, file]));
}

/**
 * Has retention run while somebody reads one of the weeks, and kills the process that is at it. Resolves when it is dead,
 * with a promise of its replacement.
 */
async function killKeeper(
  world: World,
  { number, weeks }: { number: number; weeks: readonly Week[] },
): Promise<{ back: Promise<void> }> {
  const { owner } = world;
  const there = await filesOf(owner);
  const read = weeks.filter(({ name }) => there.has(name));
  const victim = await owner.sql.begin(async (tx) => {
    const week = read[Math.floor(world.random.next() * read.length)];
    if (week !== undefined) await tx`select from only ${tx(week.name)} limit 1`;
    let worker = "";
    await until("a process looks after the weeks", GONE_WITHIN_MS, async () => {
      await putJob(owner, { kind: "retention", key: "", now: DATABASE_CLOCK });
      const [at] = await owner.sql<{ worker: string }[]>`
        select worker from jobs where kind = 'retention' and worker is not null and exists (
          select from pg_stat_activity where application_name = 'parley-partitions' and datname = current_database()
        )`;
      worker = at?.worker ?? "";
      return worker !== "";
    });
    await new Promise((resolve) => setTimeout(resolve, world.random.between(0, 400)));
    const pid = Number(/-(\d+)-[0-9a-f]{8}\b/.exec(worker)?.[1]);
    const api = world.apis.find(({ program }) => program.pid === pid);
    if (api === undefined) throw new Error(`No process is ${worker}`);
    await api.kill();
    world.fault(`kill -9 of ${api.name}, which looked after weeks`);
    return api;
  });
  // Its lease is half a minute; the next one takes over at once.
  await owner.sql`update jobs set worker = null, lease_until = null, due_at = now() where kind = 'retention'`;
  const at = world.apis.indexOf(victim);
  const back = world.startApi(`${victim.name.replace(/-again.*/, "")}-again-${number}`).then((fresh) => {
    world.apis[at] = fresh;
    return victim.dispose();
  });
  return { back };
}
