import type { Drill } from "../drill.ts";
import { mustHold } from "../points/round.ts";
import { startTraffic } from "../traffic.ts";
import type { World } from "../world.ts";

/** Test runs in which the POS itself answers wrongly, or not at all. */

/** DR9: every second answer is a fault, with or without an order placed. */
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
  // An order whose answers keep contradicting each other is given up; a third of the usual time is enough.
  world: { env: { GIVE_UP_MS: "200000" } },
  async run({ world, isLong }) {
    const items = [undefined, "sim-crossed-ack", "sim-crossed-id", "sim-duplicate-ack"] as const;
    const orders = isLong ? 800 : 96;
    const item = (at: number) => items[Math.floor(at / world.stores.length) % items.length];
    const traffic = startTraffic({ world, label: "cross", orders, open: 24, item });
    await traffic.done;
    const { wrong, disputed } = await wrongNumbers(world);
    for (const requestUid of wrong) world.owns("falsePlaced", requestUid);
    const acts = world.history.lines.filter(({ kind }) => kind === "act").length;
    mustHold(acts > 0, "what contradicted itself was shown to a person");
    return { orders, acts, wrongNumbers: wrong.length, disputed };
  },
};

/**
 * A POS that answers an order's reference with the number of another order is believed: PAR gets a wrong
 * number. When the other order's ticket is found, support assigns the number to it, and the first order is
 * disputed. That does not happen where the other order got a wrong number as well, because then
 * nobody asks for its own.
 */
async function wrongNumbers(world: World): Promise<{ wrong: string[]; disputed: number }> {
  const tickets = world.journal().filter((line) => line.kind !== "void");
  const numberOf = new Map(tickets.map((line) => [line.request_uid, line.pos_order_id]));
  const uidOf = new Map(tickets.map((line) => [line.pos_order_id, line.request_uid]));
  const rows = await world.owner.sql<{ uid: string; number: string; dispute: string | null }[]>`
    select request_uid as uid, pos_order_id as number, dispute from orders where state = 'placed'`;
  const wrong = rows.filter(({ uid, number }) => numberOf.get(uid) !== number);
  const isWrong = new Set(wrong.map(({ uid }) => uid));
  const lies = world.history.lines.filter(
    (line) => line.kind === "order" && line.body.includes('"sim-crossed-id"'),
  );
  const isLie = new Set(lies.map((line) => (line.kind === "order" ? line.requestUid : "")));
  for (const { uid, number, dispute } of wrong) {
    mustHold(isLie.has(uid), `the POS gave ${uid} another's number itself`);
    const isShown = dispute === "pos_order_of_another" || isWrong.has(uidOf.get(number) ?? "");
    mustHold(isShown, `a person is shown ${uid}, which has the number ${number} of another`);
  }
  return { wrong: [...isWrong], disputed: wrong.filter(({ dispute }) => dispute !== null).length };
}
