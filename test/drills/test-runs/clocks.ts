import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../../program.ts";
import type { Drill } from "../drill.ts";
import { mustHold } from "../points/round.ts";
import type { World } from "../world.ts";

/** Longer than a lease and its slack, and within what PAR's tokens bear. */
const AHEAD_MS = 50_000;
const WITHIN_MS = 30_000;
const SLACK_S = 5;

/** An API process whose clock is ahead: alone, until it is put right, and idle beside a right one. */
export const clockAhead: Drill = {
  name: "clock-ahead",
  about: "a process whose clock is 50 s ahead: alone and then put right, and idle beside a right one",
  isPatient: true,
  world: { apis: 1 },
  async run({ world, isLong }) {
    const count = isLong ? 100 : 8;
    const clockFile = join(world.dir, "clock");
    writeFileSync(clockFile, String(AHEAD_MS));
    const right = world.apis[0];
    if (right === undefined) throw new Error("The drill needs a process.");
    const ahead = await world.startApi("ahead", { clockFile });
    mustHold(ahead.program.output().includes("differs from the database's"), "it warns of its clock");

    world.fault("an idle process has a clock that is ahead");
    for (const { wire } of world.stores) wire.add({ kind: "latency", direction: "down", ms: 300 });
    const beside = world.stores.flatMap((store) =>
      Array.from({ length: count }, () => world.send(world.order(store, "beside"), () => [right.url])),
    );
    await Promise.all(beside);
    const taken = await countTaken(world);
    // A lease may also end by itself on a busy machine.
    mustHold(taken < beside.length / 4, `the idle process took no orders, not ${taken} of ${beside.length}`);

    await right.kill();
    world.apis[0] = ahead;
    for (const { wire } of world.stores) wire.add({ kind: "timeout", direction: "down" });
    world.fault("the process alone has a clock that is ahead, and no POS's answer arrives");
    const alone = world.stores.flatMap((store) =>
      Array.from({ length: count }, () => world.send(world.order(store, "alone"), () => [ahead.url])),
    );
    await until(
      "every order is in doubt or waits",
      WITHIN_MS,
      async () => (await countOpen(world)) >= alone.length,
    );
    const far = await countAhead(world);
    mustHold(far === 0, `no time of an order is further ahead than any wait, and ${far} are`);
    writeFileSync(clockFile, "0");
    world.fault("its clock is put right");
    await world.healWires();
    for (const { wire } of world.stores) wire.cut();
    const placed = (await Promise.all(alone)).filter((end) => end === "placed").length;
    mustHold(placed === alone.length, `every order was placed, not ${placed} of ${alone.length}`);
    return { beside: beside.length, taken, alone: alone.length, placed };
  },
};

async function countTaken({ owner }: World): Promise<number> {
  const [row] = await owner.sql`select count(*)::int as count from order_events where kind = 'lease_expired'`;
  return Number(row?.count);
}

async function countOpen({ owner }: World): Promise<number> {
  const [row] = await owner.sql`select count(*)::int as count from orders where final_at is null`;
  return Number(row?.count);
}

/** Stored times that no wait explains: the longest are 144 s, a lease of 15 s and a give-up of 600 s, all scaled. */
async function countAhead({ owner, plan }: World): Promise<number> {
  const after = (s: number) => s * plan.timeScale + SLACK_S;
  const [row] = await owner.sql`select count(*)::int as count from orders
    where received_at > now() + ${after(0)}::float8 * interval '1 s' or due_at > now() + ${after(144)}::float8 * interval '1 s'
      or lease_until > now() + ${after(15)}::float8 * interval '1 s' or give_up_at > now() + ${after(600)}::float8 * interval '1 s'`;
  return Number(row?.count);
}
