import { until } from "../../program.ts";
import type { TcpProxy } from "../net/proxy.ts";
import { CLASSES } from "../world-plan.ts";
import { eachStore, NO_SWEEP, type Round, sendAll } from "./round.ts";

/** Crash points on the wire to the POS, and the POS's own death. */

const WITHIN_MS = 60_000;

/** The process dies when a part of its request has reached the POS. */
const halfSent: Round = {
  point: "cp10",
  arm: () => NO_SWEEP,
  async run(round) {
    const { world } = round;
    const cuts = new Map<TcpProxy, number>();
    for (const { wire } of world.stores) {
      cuts.set(wire, wire.count("limit_reached"));
      wire.add({ kind: "limit_data", direction: "up", bytes: round.random.between(20, 900) });
    }
    sendAll(round);
    await eachStore(world, async ({ storeClass, wire }) => {
      await wire.reached("limit_reached", (cuts.get(wire) ?? 0) + 1, AbortSignal.timeout(WITHIN_MS));
      await round.process(storeClass).kill();
      round.fault(`kill -9 of the API, its request half written, class ${storeClass}`);
    });
    await world.healWires();
  },
};

/** The POS places and dies before its answer has left. */
const posDies: Round = {
  point: "cp12",
  arm: () => NO_SWEEP,
  async run(round) {
    const { world } = round;
    for (const { wire } of world.stores) wire.add({ kind: "hold", direction: "down" });
    const before = world.journal().length;
    sendAll(round);
    // Any order of the class: a POS that has just failed is first tried with an order that was waiting.
    await until("each class has an order in the journal and no answer", WITHIN_MS, () => {
      const fresh = world.journal().slice(before);
      return CLASSES.every((letter) => fresh.some((line) => line.store === world.store(letter).code));
    });
    await world.pos.kill();
    round.fault("kill -9 of the POS, which has placed and not answered");
    for (const { wire } of world.stores) wire.cut();
    await world.pos.start();
    await world.healWires();
  },
};

/** The POS has answered; the answer never arrives. */
const answerCut: Round = {
  point: "cp13",
  // These processes have seen no failure of the POS yet, so they do call it.
  arm: () => NO_SWEEP,
  async run(round) {
    const { world } = round;
    for (const { wire } of world.stores) wire.add({ kind: "reset_peer", direction: "down" });
    const before = new Map(world.stores.map(({ wire }) => [wire, wire.count("answer_begun")]));
    sendAll(round);
    await eachStore(world, async ({ wire, storeClass }) => {
      const cut = (before.get(wire) ?? 0) + 1;
      await wire.reached("answer_begun", cut, AbortSignal.timeout(WITHIN_MS));
      round.fault(`answers of the POS cut, class ${storeClass}`);
    });
    await world.healWires();
  },
};

export const WIRE_ROUNDS: readonly Round[] = [halfSent, posDies, answerCut];
