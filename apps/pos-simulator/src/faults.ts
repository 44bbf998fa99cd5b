import { appendFileSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import type { BridgeOrder } from "@parley/bridge-contract";

/**
 * What the test items do to an order that contains one of them. Faults are counted per reference, so
 * that a resend of the same order gets the second behaviour.
 */
export const TEST_ITEMS = {
  soldOut: "sim-sold-out",
  refuse: "sim-refuse",
  slow: "sim-slow",
  loseAck: "sim-lose-ack",
  faultOnce: "sim-fault-once",
  fault: "sim-fault",
  late: "sim-late",
  held: "sim-held",
  crossedAck: "sim-crossed-ack",
  crossedId: "sim-crossed-id",
  duplicateAck: "sim-duplicate-ack",
  otherBill: "sim-other-bill",
} as const;

const SLOW_MS = 12_000;
const LATE_MS = 20_000;

/**
 * `lost`: placed, but the caller gets no answer. `crossed`: the answer is about the store's last order
 * instead. `crossed_id`: the answer has that order's number. `twice`: the answer is written two times.
 */
export type AnswerFault = "none" | "lost" | "crossed" | "crossed_id" | "twice";

/** How one try at placing an order goes. */
export interface Behaviour {
  /** `declined`: refused although a check would pass. `fault`: a 500, and nothing is placed. */
  verdict: "place" | "declined" | "fault";
  delayMs: number;
  answer: AnswerFault;
}

/** Remembers which references have had their one fault, also over a restart. */
export class Faults {
  readonly #path: string;
  readonly #timeScale: number;
  readonly #spent: Set<string>;

  /** `path` is a file with one fault per line. It contains no orders; if it is lost, faults only repeat. */
  constructor(path: string, timeScale: number) {
    this.#path = path;
    this.#timeScale = timeScale;
    this.#spent = new Set(readLines(path));
  }

  /** How long the network delays this try before the till gets it; 0 for all but the first of `sim-held`. */
  holdMs(order: BridgeOrder): number {
    const isHeld = itemsOf(order).has(TEST_ITEMS.held) && this.#spend(`held ${order.reference}`);
    return isHeld ? LATE_MS * this.#timeScale : 0;
  }

  /**
   * How this try goes. Uses up the fault of `sim-fault-once`.
   * @param isFirst false where the reference already has an order: such a try is never late or misreported
   */
  meet(order: BridgeOrder, isFirst: boolean): Behaviour {
    const items = itemsOf(order);
    const isLate = isFirst && items.has(TEST_ITEMS.late);
    const delayMs = isLate ? LATE_MS : items.has(TEST_ITEMS.slow) ? SLOW_MS : 0;
    return {
      verdict: this.#verdict(items, order.reference),
      delayMs: delayMs * this.#timeScale,
      answer: isFirst ? answerFault(items) : "none",
    };
  }

  #verdict(items: ReadonlySet<string>, reference: string): Behaviour["verdict"] {
    if (items.has(TEST_ITEMS.refuse)) return "declined";
    if (items.has(TEST_ITEMS.fault)) return "fault";
    return items.has(TEST_ITEMS.faultOnce) && this.#spend(reference) ? "fault" : "place";
  }

  /** Uses up the fault; false where it was used up before. */
  #spend(fault: string): boolean {
    if (this.#spent.has(fault)) return false;
    this.#spent.add(fault);
    mkdirSync(dirname(this.#path), { recursive: true });
    appendFileSync(this.#path, `${fault}\n`);
    return true;
  }
}

function itemsOf(order: BridgeOrder): ReadonlySet<string> {
  return new Set(order.lines.map((line) => line.item_id));
}

function answerFault(items: ReadonlySet<string>): AnswerFault {
  if (items.has(TEST_ITEMS.late) || items.has(TEST_ITEMS.loseAck)) return "lost";
  if (items.has(TEST_ITEMS.crossedAck)) return "crossed";
  if (items.has(TEST_ITEMS.crossedId)) return "crossed_id";
  return items.has(TEST_ITEMS.duplicateAck) ? "twice" : "none";
}

function readLines(path: string): string[] {
  try {
    return readFileSync(path, "utf8").split("\n");
  } catch {
    return [];
  }
}
