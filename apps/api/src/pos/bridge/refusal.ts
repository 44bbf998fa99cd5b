import { type BridgeIssue, type RefusalCode, refusalCode } from "@parley/bridge-contract";
import type { ErrorCode, Issue } from "@parley/par-contract";

/** PAR's code for each of the bridge's reasons. */
const PAR_CODES: Record<RefusalCode, ErrorCode> = {
  item_not_found: "item_not_found",
  item_unavailable: "item_unavailable",
  price_level_not_found: "price_level_not_found",
  modifier_not_found: "modifier_not_found",
  modifier_unavailable: "modifier_unavailable",
  modifier_min: "modifier_min",
  modifier_max: "modifier_max",
  price_mismatch: "price_mismatch",
  tax_mismatch: "tax_mismatch",
  total_mismatch: "price_mismatch",
  store_closed: "location_closed",
  unsupported_order_type: "unsupported_order_type",
  invalid_schedule: "invalid_schedule",
  declined: "pos_refused",
};

/** A refusal in PAR's codes; null if it has no reason or one that we do not know: the decision is unclear. */
export function readRefusal(issues: readonly BridgeIssue[]): Issue[] | null {
  const read: Issue[] = [];
  for (const issue of issues) {
    const code = refusalCode.safeParse(issue.code).data;
    if (!code) return null;
    read.push({
      code: PAR_CODES[code],
      message: issue.message,
      ...(issue.line_id ? { lineId: issue.line_id } : {}),
      ...(issue.expected ? { expected: issue.expected } : {}),
      ...(issue.actual ? { actual: issue.actual } : {}),
    });
  }
  return read.length > 0 ? read : null;
}
