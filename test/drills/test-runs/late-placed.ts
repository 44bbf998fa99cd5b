import { until } from "../../program.ts";
import type { Drill } from "../drill.ts";
import { mustHold } from "../points/round.ts";
import type { World } from "../world.ts";

const WITHIN_MS = 40_000;

/** Workers stop with their POS's answer in memory; it comes after others have called for a person. */
export const latePlaced: Drill = {
  name: "late-placed",
  about: "a placed that comes after its worker's lease settles what waits for a person (cp14, class D)",
  isPatient: true,
  async run({ world, isLong }) {
    const count = isLong ? 12 : 3;
    world.person.pause();
    const uids: string[] = [];
    const workers = await Promise.all(
      Array.from({ length: count }, (_, at) =>
        world.startApi(`late-${at}`, { env: { FAILPOINT: "cp14:stop" } }),
      ),
    );
    const ends = workers.map((worker) => {
      const order = world.order(world.store("D"), "late");
      uids.push(order.requestUid);
      return world.send(order, () => [worker.url, ...world.balanced()]);
    });
    await until("every worker stops with its answer", WITHIN_MS, () =>
      workers.every((one) => one.reached("cp14")),
    );
    world.fault("stop of the workers that hold a placed");
    await until(
      "every order waits for a person",
      WITHIN_MS,
      async () => (await statesOf(world, uids)).attention === count,
    );
    for (const { program } of workers) program.signal("SIGCONT");
    world.fault("the workers go on");
    await until(
      "the late reports settle the orders",
      WITHIN_MS,
      async () => (await statesOf(world, uids)).placed === count,
    );
    const placed = (await Promise.all(ends)).filter((end) => end === "placed").length;
    mustHold(placed === count, `PAR got placed for each, not ${placed} of ${count}`);
    const settled = await countSettledLate(world);
    mustHold(settled === count, `the reports settled the orders themselves, not ${settled} of ${count}`);
    mustHold(!world.history.lines.some(({ kind }) => kind === "act"), "no person did anything");
    world.person.resume();
    await Promise.all(workers.map((worker) => worker.dispose()));
    return { orders: count, placed };
  },
};

async function statesOf({ owner }: World, uids: readonly string[]) {
  const rows = await owner.sql<
    { state: string }[]
  >`select state from orders where request_uid in ${owner.sql(uids)}`;
  const of = (state: string) => rows.filter((row) => row.state === state).length;
  return { attention: of("attention"), placed: of("placed") };
}

/** Orders that were settled in the commit that keeps the late report, and not by a later look at it. */
async function countSettledLate({ owner }: World): Promise<number> {
  const [row] = await owner.sql`select count(*)::int as count from order_events
    where kind = 'placed' and detail->>'late' = 'true'`;
  return Number(row?.count);
}
