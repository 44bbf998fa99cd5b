import { describe, expect, it } from "vitest";
import committed from "../openapi.json" with { type: "json" };
import { BRIDGE_ERRORS, bridgeError, REFUSAL_CODES, refusalCode } from "./errors.ts";
import {
  exampleChecked,
  exampleMenu,
  exampleOrder,
  examplePlaced,
  exampleRefusal,
  exampleVoided,
} from "./examples.ts";
import { bridgeMenu } from "./menu.ts";
import { buildOpenApi, type Json } from "./openapi.ts";
import { BRIDGE_OPERATIONS } from "./operations.ts";
import { bridgeOrder, checkedOrder, placedOrder, voidedOrder } from "./order.ts";

const document = buildOpenApi();

/** Every value under the key, wherever it stands. */
function valuesOf(key: string, node: Json): Json[] {
  if (typeof node !== "object" || node === null) return [];
  const here = !Array.isArray(node) && key in node ? [node[key] ?? null] : [];
  return [...here, ...Object.values(node).flatMap((value) => valuesOf(key, value))];
}

function resolve(ref: string): Json | undefined {
  return ref
    .replace(/^#\//, "")
    .split("/")
    .reduce<Json | undefined>(
      (node, name) =>
        typeof node === "object" && node !== null && !Array.isArray(node) ? node[name] : undefined,
      document,
    );
}

describe("openapi.json", () => {
  it("is what the schemas say today (else: npm run openapi:print -w @parley/bridge-contract)", () => {
    expect(committed).toEqual(document);
  });

  it("refers to nothing that it does not hold", () => {
    const refs = valuesOf("$ref", document);
    expect(refs.length).toBeGreaterThan(20);
    for (const ref of refs) expect(resolve(String(ref)), String(ref)).toBeDefined();
  });

  it("has every call of the protocol and no other", () => {
    const ids = valuesOf("operationId", document);
    expect(ids.toSorted()).toEqual([...Object.keys(BRIDGE_OPERATIONS), "send_event"].toSorted());
  });
});

describe("the schemas", () => {
  it("accept the published examples and keep them as they are", () => {
    expect(bridgeMenu.parse(exampleMenu)).toEqual(exampleMenu);
    expect(bridgeOrder.parse(exampleOrder)).toEqual(exampleOrder);
    expect(placedOrder.parse(examplePlaced)).toEqual(examplePlaced);
    expect(voidedOrder.parse(exampleVoided)).toEqual(exampleVoided);
    expect(checkedOrder.parse(exampleChecked)).toEqual(exampleChecked);
    expect(bridgeError.parse(exampleRefusal)).toEqual(exampleRefusal);
  });

  it("ignore what they do not know, so that both sides may add fields", () => {
    expect(placedOrder.parse({ ...examplePlaced, kitchen: "north" })).toEqual(examplePlaced);
  });

  it.each([
    "",
    "<script>alert(1)</script>",
    "1' OR '1'='1",
    "a b",
    "x".repeat(129),
    "../1",
    "a|b",
    "№1",
    "1\n2",
  ])("refuse %j as the id of a POS order", (id) => {
    expect(placedOrder.safeParse({ ...examplePlaced, pos_order_id: id }).success).toBe(false);
  });

  it.each([-1, 0.5, 2_000_000_000, "950", null])("refuse %j as an amount of money", (amount) => {
    expect(placedOrder.safeParse({ ...examplePlaced, total_cents: amount }).success).toBe(false);
  });

  it("know every refusal code that the list names", () => {
    for (const code of REFUSAL_CODES) expect(refusalCode.parse(code)).toBe(code);
  });

  it("promise that nothing was placed only where the request was not carried out", () => {
    const promising = Object.entries(BRIDGE_ERRORS).filter(([, error]) => error.promise === "nothing_placed");
    expect(promising.map(([code]) => code).toSorted()).toEqual([
      "invalid_request",
      "method_not_allowed",
      "not_placed",
      "order_voided",
      "payload_too_large",
      "refused",
      "route_not_found",
      "store_not_found",
      "unsupported_media_type",
    ]);
  });
});
