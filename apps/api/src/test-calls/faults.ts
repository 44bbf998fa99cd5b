/** The calls of PAR that can be tried. */
export type TestOperation = "validate" | "submit" | "status" | "menu";

/** What is wrong with a test call, on purpose. */
export type TestFault =
  | "none"
  | "wrong_digest"
  | "no_digest"
  | "expired_token"
  | "other_organization"
  | "other_store"
  | "total_off"
  | "unknown_item"
  | "sold_out_item"
  | "same_again"
  | "other_content"
  | "pos_test_item";

const ORDERS = ["validate", "submit"] as const;
const WITH_BODY = ["validate", "submit", "menu"] as const;
const EVERY = ["validate", "submit", "status", "menu"] as const;

/** What a fault is done to, and what it needs to be given. */
interface FaultRow {
  operations: readonly TestOperation[];
  /** `composed`: an order that is composed here. `earlier`: the body of a call that was sent before. */
  needs: "composed" | "earlier" | null;
}

export const FAULTS: Readonly<Record<TestFault, FaultRow>> = {
  none: { operations: EVERY, needs: null },
  wrong_digest: { operations: ORDERS, needs: null },
  no_digest: { operations: ORDERS, needs: null },
  expired_token: { operations: EVERY, needs: null },
  other_organization: { operations: WITH_BODY, needs: null },
  other_store: { operations: WITH_BODY, needs: null },
  total_off: { operations: ORDERS, needs: "composed" },
  unknown_item: { operations: ORDERS, needs: "composed" },
  sold_out_item: { operations: ORDERS, needs: "composed" },
  same_again: { operations: ["submit"], needs: "earlier" },
  other_content: { operations: ["submit"], needs: "earlier" },
  pos_test_item: { operations: ORDERS, needs: "composed" },
};

/** How the ids begin of items by which a simulated POS is told to fail. No guest orders one. */
export const TEST_ITEM_PREFIX = "sim-";
