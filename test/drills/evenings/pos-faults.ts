import type { Drill } from "../drill.ts";
import { mustHold } from "../points/round.ts";
import { startTraffic } from "../traffic.ts";

/** Evenings on which the POS itself says wrong things, or nothing. */

/** DR9: every second answer is a fault, with an order behind it or without. */
export const posFaults: Drill = {
  name: "pos-faults",
  about: "every second first try ends in a 500, a lost answer or a late order (DR9)",
  isPatient: true,
  async run({ world, isLong }) {
    const items = ["sim-fault-once", "sim-lose-ack", "sim-late", "sim-held"] as const;
    const orders = isLong ? 1_000 : 160;
    const item = (at: number) =>
      Math.floor(at / world.stores.length) % 2 === 0 ? undefined : world.random.pick(items);
    const traffic = startTraffic({ world, label: "fault", orders, open: 80, item });
    await traffic.done;
    return { orders };
  },
};

/** DR10: the POS answers with another order, under another order's number, or twice. */
export const crossedAnswers: Drill = {
  name: "crossed-answers",
  about: "duplicate and crossed answers of the POS (DR10)",
  isPatient: true,
  // What contradicts itself to the end is given up; a third of the usual time shows it as well.
  world: { env: { GIVE_UP_MS: "200000" } },
  async run({ world, isLong }) {
    const items = [undefined, "sim-crossed-ack", "sim-crossed-id", "sim-duplicate-ack"] as const;
    const orders = isLong ? 800 : 96;
    const item = (at: number) => items[Math.floor(at / world.stores.length) % items.length];
    const traffic = startTraffic({ world, label: "cross", orders, open: 24, item });
    await traffic.done;
    // A POS that gives an order the number of the next one before anybody knows the next one is believed: PAR
    // hears a wrong number, until the next one's ticket is found. Each of those is a dispute, and nothing else is.
    const rows = await world.owner.sql<{ request_uid: string }[]>`
      select request_uid from orders where dispute = 'pos_order_of_another'`;
    for (const { request_uid } of rows) world.owns("falsePlaced", request_uid);
    const acts = world.history.lines.filter(({ kind }) => kind === "act").length;
    mustHold(acts > 0, "what contradicted itself was shown to a person");
    return { orders, acts, disputed: rows.length };
  },
};
