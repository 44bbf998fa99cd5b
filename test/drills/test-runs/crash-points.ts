import type { Drill } from "../drill.ts";
import { ROUNDS, runRounds } from "../points/run.ts";
import { CLASSES } from "../world-plan.ts";

const ORDERS = 16;

/** DR1: something dies at every crash point, with orders of every class in flight. */
export const crashPoints: Drill = {
  name: "crash-points",
  about: "a death at every crash point × classes A–D × 16 orders (DR1, DR3)",
  async run({ world, only }) {
    const rounds = ROUNDS.filter(
      ({ point }) => only.length === 0 || only.some((name) => point.startsWith(name)),
    );
    await runRounds(world, rounds, ORDERS);
    return { points: rounds.length, orders: rounds.length * CLASSES.length * ORDERS };
  },
};
