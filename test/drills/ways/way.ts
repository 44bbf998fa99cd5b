import type { CauseClass } from "../../../apps/api/src/explain/causes/cause-class.ts";
import type { DrillOrder } from "../drill-orders.ts";
import type { StoreClass } from "../history.ts";
import type { World } from "../world.ts";
import type { DrillStore } from "../world-plan.ts";
import type { Reading } from "./reading.ts";

/** One way in which a POS, its wire or a process of ours can fail an order, and what its page says of that. */
export interface Way {
  /** What its store's POS promises. */
  storeClass: StoreClass;
  /** Causes it. @returns the orders that are looked at */
  make(world: World, store: DrillStore): Promise<DrillOrder[]> | DrillOrder[];
  /** Every one of these is read of one of the orders, sooner or later. */
  says: readonly Said[];
}

export interface Said {
  /** One of these, where it depends on how busy the machine is. */
  cause: CauseClass | readonly CauseClass[];
  job: string;
  /** The first step that is offered, where there must be one: the act, or where the link leads. */
  step?: string;
  /** Part of the English sentence. */
  words: string;
}

/** Takes orders one after the other without waiting for what becomes of them. */
export function sent(world: World, store: DrillStore, ...items: readonly (string | undefined)[]) {
  return items.map((item) => {
    const order = world.order(store, "way", item);
    void world.send(order);
    return order;
  });
}

/** The same, and waits until PAR knows how the one ended. */
export async function ended(world: World, store: DrillStore, item?: string): Promise<DrillOrder> {
  const order = world.order(store, "way", item);
  await world.send(order);
  return order;
}

/** What the person at the till does, as the simulator's control takes it. */
export async function atTill(world: World, path: string): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${world.pos.port}/simulator/v1/${path}`, { method: "POST" });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`The till did not do ${path}: ${response.status}`);
}

/** The order's ticket at the POS. */
export function ticketOf(world: World, order: DrillOrder): { reference: string; posOrderId: string } | null {
  const line = world.journal().find((one) => one.kind !== "void" && one.request_uid === order.requestUid);
  return line === undefined ? null : { reference: line.reference, posOrderId: line.pos_order_id };
}

export function isSaid({ autopsy }: Reading, said: Said): boolean {
  const [first] = autopsy.steps;
  return (
    [said.cause].flat().some((cause) => cause === autopsy.causeClass) &&
    autopsy.job === said.job &&
    autopsy.sentence.includes(said.words) &&
    (said.step === undefined || said.step === (first?.act ?? first?.place))
  );
}
