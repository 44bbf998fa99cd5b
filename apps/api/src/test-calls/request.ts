import type { Wish } from "@parley/par-contract";
import type { TestFault, TestOperation } from "./faults.ts";

/** A test call as somebody asks for it. */
export interface TestCallRequest {
  operation: TestOperation;
  fault: TestFault;
  /** What to order. Not with `json`. */
  lines: readonly Pick<Wish, "itemId" | "priceLevelId" | "quantity" | "modifiers">[];
  /** Null: "Test guest". */
  guestName: string | null;
  /** A word of the contract; null: takeout. */
  orderType: string | null;
  /** The body to send as it is, instead of an order that is composed. */
  json: string | null;
  /** Of `status`: any id of the order. */
  orderId: string | null;
  /** Of the faults `same_again` and `other_content`: the body of the call that they repeat. */
  earlierBody: string | null;
  /** Of the fault `pos_test_item`: which. */
  posTestItem: string | null;
}

export type TestCallField = keyof TestCallRequest | "locationId" | "connectionId" | "confirmLive";

/** Why a call cannot be sent as it is asked for. */
export interface Invalid {
  kind: "invalid";
  field: TestCallField;
  /** A sentence in the language of whoever asks. */
  message: string;
}

export function invalid(field: TestCallField, message: string): Invalid {
  return { kind: "invalid", field, message };
}
