import type { ErrorCode, Issue } from "@parley/par-contract";
import type { PosOrder } from "../adapter.ts";
import type { SquareErrorEntry } from "./call.ts";

/**
 * What Square's errors prove about an order that it was asked to *make*. They prove nothing about an
 * order that is already made, for example in an answer to its payment.
 *
 * `refused`: judged and turned down. `not_placed`: never judged, because the caller, the account or the
 * request was at fault. `unknown`: everything else. Two codes of it look like refusals but are not:
 * `IDEMPOTENCY_KEY_REUSED` says that an order with our key exists and differs from this one, so there
 * *is* an order, and a person must compare; `CONFLICT` says that another try is still in progress.
 */
export type SquareVerdict =
  | { kind: "refused"; issues: Issue[] }
  | { kind: "not_placed"; reason: string }
  | { kind: "unknown"; reason: string };

/** A category with the statuses that Square uses for it; with another status it does not count. */
const NOT_JUDGED: readonly { category: string; statuses: readonly number[] }[] = [
  { category: "AUTHENTICATION_ERROR", statuses: [401, 403] },
  { category: "RATE_LIMIT_ERROR", statuses: [429] },
];

/** Refusals of the request or the account itself; any other order would be refused as well. */
const OUR_FAULT: ReadonlySet<string> = new Set([
  "INVALID_LOCATION",
  "LOCATION_MISMATCH",
  "SANDBOX_NOT_SUPPORTED",
  "INVALID_SQUARE_VERSION_FORMAT",
  "API_VERSION_INCOMPATIBLE",
  "UNKNOWN_BODY_PARAMETER",
  "EXPECTED_JSON_BODY",
  "METHOD_NOT_ALLOWED",
  "NOT_ACCEPTABLE",
  "REQUEST_ENTITY_TOO_LARGE",
  "UNSUPPORTED_MEDIA_TYPE",
  "INVALID_CONTENT_TYPE",
]);

const NEVER_PROOF: ReadonlySet<string> = new Set([
  "IDEMPOTENCY_KEY_REUSED",
  "CONFLICT",
  "REQUEST_TIMEOUT",
  "GONE",
]);

const REFUSAL_STATUSES: ReadonlySet<number> = new Set([400, 404, 405, 406, 413, 415, 422]);

/** Judges an error answer to CreateOrder or CalculateOrder. */
export function judgeErrors(
  status: number,
  errors: readonly SquareErrorEntry[],
  order: Pick<PosOrder, "lines">,
): SquareVerdict {
  const [first] = errors;
  const reason = first === undefined ? `status_${status}` : first.code.toLowerCase();
  if (errors.some(({ code }) => NEVER_PROOF.has(code))) {
    const worst = errors.find(({ code }) => NEVER_PROOF.has(code));
    return { kind: "unknown", reason: worst?.code.toLowerCase() ?? reason };
  }
  const isNotJudged = NOT_JUDGED.some(
    ({ category, statuses }) =>
      statuses.includes(status) && errors.every((error) => error.category === category),
  );
  if (isNotJudged) return { kind: "not_placed", reason };
  const isOfRequest = errors.every((error) => error.category === "INVALID_REQUEST_ERROR");
  if (!isOfRequest || !REFUSAL_STATUSES.has(status))
    return { kind: "unknown", reason: `status_${status}_${reason}` };
  const isOurFault = errors.some(
    ({ code, field }) => OUR_FAULT.has(code) || field === "order.location_id" || field === "location_id",
  );
  if (isOurFault) return { kind: "not_placed", reason };
  // A 404 that does not say which part of the order is missing may mean that the path is wrong.
  if (status === 404 && errors.every(({ field }) => field === undefined)) {
    return { kind: "unknown", reason: `status_404_${reason}` };
  }
  return { kind: "refused", issues: errors.map((error) => issueOf(error, order)) };
}

function issueOf({ code, field }: SquareErrorEntry, { lines }: Pick<PosOrder, "lines">): Issue {
  const path = field ?? "";
  const lineIndex = /line_items\[([0-9]{1,4})\]/.exec(path)?.[1];
  const lineId = lineIndex === undefined ? undefined : lines[Number(lineIndex)]?.lineId;
  return {
    code: codeOf(code, path),
    // Square's own message may quote the guest's data; it is in the exchange record.
    message: field === undefined ? `Square refused the order: ${code}` : `Square refused ${field}: ${code}`,
    ...(lineId === undefined ? {} : { lineId }),
  };
}

function codeOf(code: string, path: string): ErrorCode {
  if (/modifiers\[[0-9]+\](\.|$)/.test(path) && /catalog_object_id$/.test(path)) return "modifier_not_found";
  if (/line_items\[[0-9]+\]\.catalog_object_id$/.test(path)) return "item_not_found";
  if (/(pickup_at|deliver_at|schedule_type)$/.test(path)) return "invalid_schedule";
  if (code === "INVALID_TIME" || code === "INVALID_TIME_RANGE") return "invalid_schedule";
  return "pos_refused";
}
