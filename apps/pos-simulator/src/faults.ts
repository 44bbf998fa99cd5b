import { appendFileSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import type { BridgeOrder } from "@parley/bridge-contract";

/**
 * What the test items do to an order that holds one of them. Faults are counted per reference, so
 * that a resend of the same order meets the second behaviour.
 */
export const TEST_ITEMS = {
  soldOut: "sim-sold-out",
  refuse: "sim-refuse",
  slow: "sim-slow",
  loseAck: "sim-lose-ack",
  faultOnce: "sim-fault-once",
  fault: "sim-fault",
  late: "sim-late",
} as const;

const SLOW_MS = 12_000;
const LATE_MS = 20_000;

/** How one try at placing an order goes. */
export interface Behaviour {
  /** `declined`: refused although a check would pass. `fault`: a 500, and nothing is placed. */
  verdict: "place" | "declined" | "fault";
  delayMs: number;
  /** `lost`: placed, but the caller never hears of it. */
  answer: "sent" | "lost";
}

/** Remembers which references have had their one fault, also over a restart. */
export class Faults {
  readonly #path: string;
  readonly #timeScale: number;
  readonly #spent: Set<string>;

  /** `path` is a file of one reference a line. It says nothing of orders: to lose it repeats a fault. */
  constructor(path: string, timeScale: number) {
    this.#path = path;
    this.#timeScale = timeScale;
    this.#spent = new Set(readLines(path));
  }

  /** What this try meets. Uses up the fault of `sim-fault-once`. */
  meet(order: BridgeOrder): Behaviour {
    const items = new Set(order.lines.map((line) => line.item_id));
    const delayMs = items.has(TEST_ITEMS.late) ? LATE_MS : items.has(TEST_ITEMS.slow) ? SLOW_MS : 0;
    return {
      verdict: this.#verdict(items, order.reference),
      delayMs: delayMs * this.#timeScale,
      answer: items.has(TEST_ITEMS.late) || items.has(TEST_ITEMS.loseAck) ? "lost" : "sent",
    };
  }

  #verdict(items: ReadonlySet<string>, reference: string): Behaviour["verdict"] {
    if (items.has(TEST_ITEMS.refuse)) return "declined";
    if (items.has(TEST_ITEMS.fault)) return "fault";
    if (!items.has(TEST_ITEMS.faultOnce) || this.#spent.has(reference)) return "place";
    this.#spent.add(reference);
    mkdirSync(dirname(this.#path), { recursive: true });
    appendFileSync(this.#path, `${reference}\n`);
    return "fault";
  }
}

function readLines(path: string): string[] {
  try {
    return readFileSync(path, "utf8").split("\n");
  } catch {
    return [];
  }
}
