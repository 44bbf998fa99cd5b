import type { BillDrift } from "@parley/db/orders";
import type { WordsOf } from "@parley/words";
import type { BillRow, BillSides } from "./compare.ts";

/** Why the POS's column is empty; null where the POS gave a bill. */
export type NoPosBill = "not_sent" | "not_answered" | "none_given";

export interface BillTeller {
  words: WordsOf;
  money: (cents: number) => string;
}

/** What is to be known of a bill first: the first amount on which PAR, then the POS, is of another mind than we. */
export function tellBill(rows: readonly BillRow[], sides: BillSides, { words, money }: BillTeller): string {
  const say = words("bill");
  if (sides.ours === null) return say("unpriced");
  const first = firstDifference(rows);
  if (first === null) {
    if (sides.par === null) return sides.pos === null ? say("oursAlone") : say("agree.pos");
    return sides.pos === null ? say("agree.par") : say("agree.all");
  }
  const { row, side } = first;
  const [theirs, ours] = [row[side] ?? 0, row.ours ?? 0];
  if (row.kind !== "item" && row.kind !== "modifier") {
    const args = { sum: say(`sum.${row.kind}`), theirs: money(theirs), ours: money(ours) };
    return say(side === "par" ? "differs.parSum" : "differs.posSum", args);
  }
  const name = row.name ?? "";
  if (side === "pos" && theirs === 0) return say("differs.posMissing", { name, ours: money(ours) });
  const each = perUnit(row, theirs, ours);
  const args = { name, theirs: money(each.theirs), ours: money(each.ours) };
  return say(side === "par" ? "differs.par" : "differs.pos", args);
}

/** Where the POS's bill differs, told by itself. */
export function tellDrift(
  { kind, name, oursCents, posCents }: BillDrift,
  { words, money }: BillTeller,
): string {
  const say = words("bill");
  const [ours, theirs] = [money(oursCents), money(posCents)];
  if (kind === "missing") return say("differs.posMissing", { name: name ?? "", ours });
  if (kind === "item" || kind === "modifier") return say("differs.pos", { name: name ?? "", ours, theirs });
  return say("differs.posSum", { sum: say(`sum.${kind}`), ours, theirs });
}

/** PAR's before the POS's: what PAR charges is what the guest paid. */
export function firstDifference(rows: readonly BillRow[]): { row: BillRow; side: "par" | "pos" } | null {
  for (const side of ["par", "pos"] as const) {
    const row = rows.find(({ differs }) => differs[side]);
    if (row !== undefined) return { row, side };
  }
  return null;
}

/** The prices of one, where both amounts are whole multiples of it. */
function perUnit({ quantity }: BillRow, theirs: number, ours: number): { theirs: number; ours: number } {
  const isWhole = quantity !== null && quantity > 1 && theirs % quantity === 0 && ours % quantity === 0;
  return isWhole ? { theirs: theirs / quantity, ours: ours / quantity } : { theirs, ours };
}
