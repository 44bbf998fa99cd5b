import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BRIDGE_OPERATIONS, type BridgeOperation, bridgePath, matchBridgeRoute } from "./operations.ts";

const calls: [BridgeOperation, boolean][] = [
  ["get_menu", false],
  ["check_order", false],
  ["place_order", true],
  ["find_order", true],
  ["void_order", true],
];

describe("matchBridgeRoute", () => {
  it.each(calls)(
    "finds %s in the path that bridgePath makes, whatever the ids hold",
    (operation, hasReference) => {
      const segment = fc.string({ minLength: 1, unit: "grapheme" });
      fc.assert(
        fc.property(segment, segment, (store, reference) => {
          // `check` is the one name that an order cannot have.
          fc.pre(reference !== "check");
          const path = bridgePath(operation, hasReference ? { store, reference } : { store });
          expect(matchBridgeRoute(BRIDGE_OPERATIONS[operation].method, path)).toEqual({
            kind: "matched",
            operation,
            store,
            reference: hasReference ? reference : null,
          });
        }),
      );
    },
  );

  it.each([
    "/",
    "/v1/stores",
    "/v1/stores//menu",
    "/v1/stores/S/menu/",
    "/v1/stores/S/menu?x=1",
    "/v2/stores/S/menu",
    "/v1/stores/S/orders",
    "/v1/stores/S/orders/",
    "/v1/stores/S/orders/R/x",
    "/v1/stores/%E0%A4%A/menu",
    "//v1/stores/S/menu",
  ])("knows no %s", (path) => {
    expect(matchBridgeRoute("GET", path)).toEqual({ kind: "not_found" });
  });

  it("names the methods of a path that was asked with another one", () => {
    expect(matchBridgeRoute("POST", "/v1/stores/S/orders/R")).toEqual({
      kind: "method_not_allowed",
      allow: ["PUT", "GET", "DELETE"],
    });
    expect(matchBridgeRoute("constructor", "/v1/stores/S/menu")).toEqual({
      kind: "method_not_allowed",
      allow: ["GET"],
    });
  });
});
