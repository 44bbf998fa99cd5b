import { type CallEnding, type CallMatch, fitsCall } from "@parley/db/exchanges";
import { refusalCauses } from "@parley/db/orders";
import type { ErrorCode } from "@parley/par-contract";
import type { CauseClass } from "./cause-class.ts";
import { REFUSALS } from "./refusal-class.ts";

/** Codes whose class depends on more than the code. */
type SplitCode = "unauthorized" | "overloaded";

/** The class of each code that PAR is told. */
const CODES: Readonly<Record<Exclude<ErrorCode, SplitCode>, CauseClass>> = {
  ...REFUSALS,
  invalid_json: "body_not_readable",
  tenant_mismatch: "ids_contradict",
  signature_missing: "bad_signature",
  signature_mismatch: "bad_signature",
  unmapped_organization: "unmapped_id",
  unmapped_location: "unmapped_id",
  order_not_found: "unknown_order",
  idempotency_conflict: "duplicate",
  order_already_submitted: "duplicate",
  menu_unavailable: "menu_missing",
  route_not_found: "no_such_call",
  method_not_allowed: "no_such_call",
  payload_too_large: "too_large",
  unsupported_media_type: "body_not_readable",
  request_timeout: "body_not_readable",
  rate_limited: "too_many_calls",
  misdirected_request: "no_such_call",
  internal: "our_fault",
};

const CODE_NAMES = Object.keys(CODES);

/** Why `overloaded` was answered because of the database. */
const DATABASE = ["database_away", "database_full"] as const;

/** Ends of a call to a POS of which nothing left, and of those for which the POS has no blame. */
const UNREACHED = [
  "connection_refused",
  "connect_timeout",
  "name_not_found",
  "ehostunreach",
  "enetunreach",
  "not_sent",
];
const SETUP = ["pos_kind_unknown", "pos_settings_invalid", "pos_key_invalid", "adapter_url_forbidden"];
const OURS = ["adapter_threw", "commit_unknown", "crossed_ack"];
const UNREADABLE = [
  "answer_encoded",
  "answer_too_large",
  "answer_head_too_large",
  "answer_not_http",
  "answer_not_understood",
];

/** Every class with the calls that are of it. A call fits one of them exactly; a test tries them all. */
const RULES: readonly { causeClass: CauseClass; match: CallMatch }[] = [
  // PAR's calls to us, by what PAR was told.
  { causeClass: "on_its_way", match: { kind: "par", codes: [null], status: [202, 202] } },
  // A stored refusal that is sent again may have a status of its own; its order says why.
  { causeClass: "answered", match: { kind: "par", codes: [null], status: [100, 201] } },
  { causeClass: "answered", match: { kind: "par", codes: [null], status: [203, 999] } },
  { causeClass: "our_fault", match: { kind: "par", codes: [null], status: null } },
  ...[...new Set(Object.values(CODES))].map((causeClass) => ({
    causeClass,
    match: {
      kind: "par" as const,
      codes: Object.entries(CODES).flatMap(([code, of]) => (of === causeClass ? [code] : [])),
    },
  })),
  { causeClass: "bad_token", match: { kind: "par", codes: ["unauthorized"], isKnown: true } },
  { causeClass: "unauthenticated", match: { kind: "par", codes: ["unauthorized"], isKnown: false } },
  { causeClass: "database_away", match: { kind: "par", codes: ["overloaded"], reasons: DATABASE } },
  { causeClass: "gateway_busy", match: { kind: "par", codes: ["overloaded"], notReasons: DATABASE } },
  {
    causeClass: "our_fault",
    match: { kind: "par", notCodes: [null, "unauthorized", "overloaded", ...CODE_NAMES] },
  },
  // Our calls to a POS, by how they ended.
  ...toPos(),
  // A POS's messages to us.
  { causeClass: "answered", match: { kind: "pos_event", codes: [null] } },
  { causeClass: "pos_not_verified", match: { kind: "pos_event", codes: ["unauthorized"] } },
  { causeClass: "database_away", match: { kind: "pos_event", codes: ["unavailable"] } },
  { causeClass: "too_many_calls", match: { kind: "pos_event", codes: ["rate_limited"] } },
  { causeClass: "our_fault", match: { kind: "pos_event", codes: ["internal"] } },
  {
    causeClass: "pos_message",
    match: {
      kind: "pos_event",
      notCodes: [null, "unauthorized", "unavailable", "rate_limited", "internal"],
    },
  },
];

function toPos(): { causeClass: CauseClass; match: CallMatch }[] {
  const decided = [...new Set(Object.values(REFUSALS))].map((causeClass) => ({
    causeClass,
    match: {
      kind: "to_pos" as const,
      codes: refusalCauses.filter((code) => REFUSALS[code] === causeClass),
    },
  }));
  const undecided = { kind: "to_pos", codes: [null] } as const;
  const told = [...UNREACHED, ...SETUP, ...OURS, "in_progress"];
  return [
    ...decided,
    { causeClass: "pos_refused", match: { kind: "to_pos", notCodes: [null, ...refusalCauses] } },
    { causeClass: "pos_unreachable", match: { ...undecided, reasons: UNREACHED } },
    { causeClass: "store_setup", match: { ...undecided, reasons: SETUP } },
    { causeClass: "crossed_orders", match: { ...undecided, reasons: ["crossed_ack"] } },
    { causeClass: "our_fault", match: { ...undecided, reasons: ["adapter_threw", "commit_unknown"] } },
    { causeClass: "pos_silent", match: { ...undecided, reasons: ["in_progress"] } },
    { causeClass: "answered", match: { ...undecided, reasons: [null], status: [200, 299] } },
    { causeClass: "pos_fault", match: { ...undecided, notReasons: [...told, null], status: [100, 299] } },
    { causeClass: "pos_fault", match: { ...undecided, notReasons: told, status: [300, 999] } },
    { causeClass: "pos_silent", match: { ...undecided, notReasons: [...told, ...UNREADABLE], status: null } },
    { causeClass: "pos_fault", match: { ...undecided, reasons: UNREADABLE, status: null } },
    { causeClass: "pos_silent", match: { ...undecided, reasons: [null], status: [100, 199] } },
  ];
}

/**
 * The class of a recorded call, by its row alone. It is about the call: a poll that tells PAR of a refused order was
 * answered, and a submit that made an order has that order's class beside it.
 */
export function causeClassOfCall(call: CallEnding): CauseClass {
  return RULES.find(({ match }) => fitsCall(call, match))?.causeClass ?? "our_fault";
}

/** The sets of calls that are of any of these classes: `causeClassOfCall`, the other way round. */
export function callMatchesOf(classes: readonly CauseClass[]): CallMatch[] {
  return RULES.flatMap(({ causeClass, match }) => (classes.includes(causeClass) ? [match] : []));
}
