import type { DrillFindingKind, FireDrillFinding } from "@parley/db/menus";
import { cutText } from "@parley/limits";
import { amountText, type ErrorCode, type Issue } from "@parley/par-contract";
import type { CheckOutcome, PosOrder } from "../../pos/adapter.ts";

/** Findings of one item that are kept, and how long what a POS said may be. */
const FINDINGS_MAX = 10;
const MESSAGE_MAX = 500;
const VALUE_MAX = 100;

const KIND_OF: Partial<Record<ErrorCode, DrillFindingKind>> = {
  price_mismatch: "price",
  tax_mismatch: "price",
  item_not_found: "unknown",
  price_level_not_found: "unknown",
  modifier_not_found: "unknown",
  item_unavailable: "off",
  modifier_unavailable: "off",
  modifier_min: "choices",
  modifier_max: "choices",
};

/** What a finding says, without where in the drill it stands. */
export type Difference = Pick<FireDrillFinding, "kind" | "code" | "message" | "size" | "ours" | "theirs">;

/** What an answer of a POS means for the drill as a whole. */
export type DrillVerdict =
  /** Empty: the POS takes it as we sell it. */
  | { kind: "judged"; differences: Difference[] }
  /** The POS gave no answer to this one. */
  | { kind: "no_answer"; differences: Difference[] }
  /** The POS has no check at all. */
  | { kind: "not_offered" }
  /** The POS takes nothing now, whatever it is. */
  | { kind: "store_closed" };

/** Reads what a POS answered about the order of one item; `sizes`: by the lines of the order. */
export function judgeCheck(
  outcome: CheckOutcome,
  { order, sizes }: { order: PosOrder; sizes: ReadonlyMap<string, string> },
): DrillVerdict {
  switch (outcome.kind) {
    case "accepted":
      return { kind: "judged", differences: totalDifference(outcome.totalCents, order) };
    case "refused": {
      if (outcome.issues.every(({ code }) => code === "location_closed")) return { kind: "store_closed" };
      return { kind: "judged", differences: differencesOf(outcome.issues, order, sizes) };
    }
    case "failed": {
      const code = outcome.reason.split(":")[0] ?? "";
      if (NOT_OFFERED.has(code)) return { kind: "not_offered" };
      const said = { kind: "no_answer", code, message: "", size: null, ours: null, theirs: null } as const;
      return { kind: "no_answer", differences: [said] };
    }
  }
}

/** How a POS says that it has no check. */
const NOT_OFFERED: ReadonlySet<string> = new Set([
  "route_not_found",
  "method_not_allowed",
  "check_not_offered",
]);

/** The refusals of one item, each once. */
export function differencesOf(
  issues: readonly Issue[],
  order: Pick<PosOrder, "lines" | "currency"> | null,
  sizes: ReadonlyMap<string, string>,
): Difference[] {
  const found = new Map<string, Difference>();
  for (const issue of issues) {
    const difference: Difference = {
      kind: KIND_OF[issue.code] ?? "other",
      code: issue.code,
      message: cutText(issue.message, MESSAGE_MAX),
      size: sizes.get(issue.lineId ?? "") ?? null,
      ours: textOf(issue.actual) ?? ourValue(issue, order),
      theirs: textOf(issue.expected),
    };
    found.set(JSON.stringify(difference), difference);
  }
  return [...found.values()].slice(0, FINDINGS_MAX);
}

/** What we sent, where the POS does not repeat it. */
function ourValue(issue: Issue, order: Pick<PosOrder, "lines" | "currency"> | null): string | null {
  const line = order?.lines.find(({ lineId }) => lineId === issue.lineId) ?? order?.lines[0];
  if (order === null || line === undefined) return null;
  if (issue.code === "price_mismatch") return amountText(line.unitPriceCents, order.currency);
  if (issue.code === "item_not_found") return line.itemId;
  return issue.code === "price_level_not_found" ? line.priceLevelId : null;
}

function textOf(value: Issue["expected"]): string | null {
  return value === undefined || value === null ? null : cutText(String(value), VALUE_MAX);
}

/** A POS that accepts the order for another amount. A cent of rounding for each line is none. */
function totalDifference(totalCents: number | undefined, order: PosOrder): Difference[] {
  const { totals, lines, currency } = order;
  if (totalCents === undefined || Math.abs(totalCents - totals.grandCents) <= lines.length + 1) return [];
  return [
    {
      ...{ kind: "price", code: "total_differs", message: "", size: null },
      ours: amountText(totals.grandCents, currency),
      theirs: amountText(totalCents, currency),
    },
  ];
}
