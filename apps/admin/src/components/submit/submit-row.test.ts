import { wordsIn } from "@parley/words";
import { expect, it } from "vitest";
import { shownCause, storeOfRow, submitRow } from "./submit-row.ts";

type Node = Parameters<typeof submitRow>[0];

const placed = {
  __typename: "Order",
  id: "ord_1",
  orderUid: "0f8fad5b",
  onlineOrderId: "WEB-1001",
  posOrderId: "000042",
  submitState: "PLACED",
  orderCause: "PLACED",
  dispute: null,
  receivedAt: "2026-11-30T20:00:00Z",
  finalAt: "2026-11-30T20:00:01Z",
  orderCurrency: "USD",
  grandTotalCents: 1033,
  orderItems: 1,
  guest: null,
  orderStore: {
    id: "loc_1",
    name: "LA Central",
    code: "YC-LC-001",
    timezone: "America/Los_Angeles",
    isTest: false,
  },
} as const satisfies Node;

it("names the cause of a placed order that its POS took back, as the filter and the order's page do", () => {
  const causes = wordsIn("en")("causes");
  const named = (node: Node) => shownCause(submitRow(node), (cause) => causes(`name.${cause}`));
  expect(named(placed)).toBeNull();
  expect(named({ ...placed, orderCause: "POS_TOOK_BACK", dispute: "pos_cancelled" })).toBe(
    "The POS took it back",
  );
});

it.each([
  ["en", "claims LA Central (unverified)"],
  ["es", "dice ser para LA Central (sin verificar)"],
] as const)("says of a store that a call only claims that it is not verified: %s", (language, words) => {
  const say = wordsIn(language)("orders");
  const unproven = { store: null, claimedStore: "LA Central", parLocationId: "PAR-LOC-12345" };
  expect(storeOfRow(unproven, say)).toBe(words);
  expect(storeOfRow({ ...unproven, claimedStore: null }, say)).toBe("PAR-LOC-12345");
  expect(storeOfRow({ ...unproven, store: placed.orderStore }, say)).toBe("LA Central");
});
