import { LIST_MAX, TEXT_MAX } from "@parley/limits";
import { z } from "zod";
import { bridgeIssue } from "./order.ts";
import { freeText } from "./wire-types.ts";

/**
 * Every code of an error answer, with its status and what it promises about the order.
 * `nothing_placed`: the POS vouches that this request placed nothing and will place nothing.
 * `unsaid`: no promise; Parley treats the order as unknown and asks or sends again by reference.
 */
export const BRIDGE_ERRORS = {
  invalid_request: {
    status: 400,
    promise: "nothing_placed",
    means: "the body or path is not of this protocol",
  },
  unauthorized: {
    status: 401,
    promise: "unsaid",
    means: "signature missing, wrong or out of time; unsigned answer",
  },
  store_not_found: { status: 404, promise: "nothing_placed", means: "this POS has no such store" },
  order_not_found: { status: 404, promise: "unsaid", means: "no order of that reference at this moment" },
  route_not_found: { status: 404, promise: "nothing_placed", means: "no such path" },
  method_not_allowed: { status: 405, promise: "nothing_placed", means: "the path does not take this method" },
  in_progress: {
    status: 409,
    promise: "unsaid",
    means: "the order of this reference is being placed now; Retry-After",
  },
  duplicate_reference: {
    status: 409,
    promise: "unsaid",
    means: "an earlier request made an order of that reference, this one none; look it up (class B)",
  },
  order_voided: {
    status: 410,
    promise: "nothing_placed",
    means: "the order of that reference was voided; the reference is never placed again",
  },
  payload_too_large: { status: 413, promise: "nothing_placed", means: "the body is over the POS's limit" },
  unsupported_media_type: {
    status: 415,
    promise: "nothing_placed",
    means: "the body is not application/json",
  },
  refused: {
    status: 422,
    promise: "nothing_placed",
    means: "the POS decided against the order; `issues` say why",
  },
  rate_limited: { status: 429, promise: "unsaid", means: "too many requests; Retry-After" },
  internal: { status: 500, promise: "unsaid", means: "a fault; the order may or may not exist" },
  look_up_not_offered: {
    status: 501,
    promise: "unsaid",
    means: "this POS cannot be asked for an order (class D)",
  },
  void_not_offered: { status: 501, promise: "unsaid", means: "this POS cannot be asked to void an order" },
  not_placed: { status: 503, promise: "nothing_placed", means: "a fault, and surely no order came of it" },
  unavailable: { status: 503, promise: "unsaid", means: "not able to answer now; Retry-After" },
} as const;

export type BridgeErrorCode = keyof typeof BRIDGE_ERRORS;

/**
 * Why a POS may refuse an order (`issues[].code` of a 422 and of a check). A refusal with a code
 * that is not in this list is no decision that Parley could pass on, so it counts as unknown.
 */
export const REFUSAL_CODES = [
  "item_not_found",
  "item_unavailable",
  "price_level_not_found",
  "modifier_not_found",
  "modifier_unavailable",
  "modifier_min",
  "modifier_max",
  "price_mismatch",
  "tax_mismatch",
  "total_mismatch",
  "store_closed",
  "unsupported_order_type",
  "invalid_schedule",
  "declined",
] as const;

export const refusalCode = z.enum(REFUSAL_CODES);
export type RefusalCode = z.infer<typeof refusalCode>;

/** The body of every answer that is not a success. */
export const bridgeError = z.object({
  error: z.object({
    code: z.string().min(1).max(TEXT_MAX.issueCode),
    message: freeText,
    issues: z
      .array(bridgeIssue)
      .max(500)
      .optional()
      .describe(
        `PAR gets the first ${LIST_MAX.issues}, messages cut after ${TEXT_MAX.issueMessage} characters`,
      ),
  }),
});

export type BridgeError = z.infer<typeof bridgeError>;

/** True for a code of this protocol. */
export function isBridgeErrorCode(code: string): code is BridgeErrorCode {
  return Object.hasOwn(BRIDGE_ERRORS, code);
}
