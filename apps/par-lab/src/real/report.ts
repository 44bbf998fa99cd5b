import { harmless, type Paint } from "../paint.ts";
import { layTable } from "../table.ts";
import type { Disagreement } from "./kitchen.ts";
import type { SoakRecord } from "./record.ts";

/** Lines shown of each fault. */
const EXAMPLES = 5;

/** What a soak found, by fault; every list must be empty. */
export interface SoakFaults {
  readonly [fault: string]: readonly string[];
}

/** What a soak left behind. */
export interface SoakResult {
  readonly record: SoakRecord;
  readonly faults: SoakFaults;
  readonly elapsedMs: number;
  /** Whether the kitchen was compared. */
  readonly isCompared: boolean;
}

/** Whether nothing happened that must not. */
export function isClean({ record, faults }: SoakResult): boolean {
  return record.parts.tally.unexpected === 0 && Object.values(faults).every((found) => found.length === 0);
}

/** Everything that must not happen, from what was told and what was cooked; null where no kitchen was read. */
export function faultsIn(record: SoakRecord, kitchen: Disagreement | null): SoakFaults {
  const unsettled = record.open.map(({ shape, openUids }) => `${shape}: ${openUids.join(", ")}`);
  const changed = record.orders.filter(({ hasChanged }) => hasChanged);
  return {
    ...(kitchen === null
      ? {}
      : {
          lost: kitchen.lost,
          doubled: kitchen.doubled,
          "cooked though told failed": kitchen.cookedThoughToldFailed,
          "cooked otherwise than ordered": kitchen.cookedOtherwise,
        }),
    "5xx": record.serverErrors,
    "refused by our own client": record.refusedAnswers,
    contradictory: [
      ...record.contradictions,
      ...changed.map(({ shape, requestUids }) => `${shape}: ${requestUids[0]} was told another end later`),
    ],
    "without an end": unsettled,
  };
}

function count(record: SoakRecord): Record<string, number> {
  const { orders } = record;
  const open = orders.filter(({ openUids }) => openUids.length > 0);
  return {
    orders: orders.length,
    placed: orders.filter((order) => order.was("placed")).length,
    failed: orders.filter((order) => order.was("failed")).length,
    "open, as their POS fails them": open.filter(({ isDoubtful }) => isDoubtful).length,
  };
}

/** The report for a person: the calls by shape, what PAR was told, and every fault. */
export function reportText({ record, faults, elapsedMs, isCompared }: SoakResult, paint: Paint): string {
  const counts = Object.entries(count(record)).map(([name, value]) => `${name} ${value}`);
  const rows = Object.entries(faults).map(([name, found]) => [`  ${name}`, String(found.length)]);
  const colour = (text: string, row: number, column: number) => {
    if (column === 0) return text;
    return rows[row]?.[1] === "0" ? paint.good(text) : paint.bad(text);
  };
  const examples = Object.entries(faults).flatMap(([name, found]) =>
    found.slice(0, EXAMPLES).map((text) => `  ${paint.bad(name)} ${harmless(text)}`),
  );
  return [
    record.parts.tally.summary(elapsedMs, paint),
    `${paint.bold("told")}  ${counts.join(", ")}`,
    ...(isCompared
      ? []
      : [paint.warn("  Not compared with a kitchen: --journal names the simulated POS's journal.")]),
    ...layTable(rows, colour),
    ...examples,
  ].join("\n");
}

/** The same as data. */
export function reportData({ record, faults, elapsedMs, isCompared }: SoakResult): Record<string, unknown> {
  const entries = Object.entries(faults);
  return {
    ...record.parts.tally.data(elapsedMs),
    kitchen_compared: isCompared,
    told: count(record),
    faults: Object.fromEntries(entries.map(([name, found]) => [name, found.length])),
    examples: Object.fromEntries(entries.map(([name, found]) => [name, found.slice(0, EXAMPLES)])),
  };
}
