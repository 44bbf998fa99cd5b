/** Every call of the bridge. Paths are relative to the URL in the store's settings. */
export const BRIDGE_OPERATIONS = {
  get_menu: { method: "GET", path: "/v1/stores/{store}/menu" },
  check_order: { method: "POST", path: "/v1/stores/{store}/orders/check" },
  place_order: { method: "PUT", path: "/v1/stores/{store}/orders/{reference}" },
  find_order: { method: "GET", path: "/v1/stores/{store}/orders/{reference}" },
  void_order: { method: "DELETE", path: "/v1/stores/{store}/orders/{reference}" },
} as const;

export type BridgeOperation = keyof typeof BRIDGE_OPERATIONS;

/** What a path's placeholders stand for. `reference` is needed by the calls that name one order. */
export interface BridgePathValues {
  store: string;
  reference?: string;
}

/**
 * The path of a call with its values percent-encoded: the very text that is signed.
 *
 * @example
 * bridgePath("get_menu", { store: "YC-LC-001" }) // "/v1/stores/YC-LC-001/menu"
 */
export function bridgePath(operation: BridgeOperation, values: BridgePathValues): string {
  return BRIDGE_OPERATIONS[operation].path
    .replace("{store}", encodeURIComponent(values.store))
    .replace("{reference}", encodeURIComponent(values.reference ?? ""));
}

/** A call that was recognised in a request, or that only its path was. */
export type BridgeRoute =
  | { kind: "matched"; operation: BridgeOperation; store: string; reference: string | null }
  | { kind: "method_not_allowed"; allow: string[] }
  | { kind: "not_found" };

/**
 * The inverse of {@link bridgePath}: finds the call that a method and a path mean.
 * A path that does not decode is `not_found`.
 */
export function matchBridgeRoute(method: string, path: string): BridgeRoute {
  const [empty, version, stores, store, resource, last, ...rest] = path.split("/").map(decodeSegment);
  if (empty !== "" || version !== "v1" || stores !== "stores" || !store || rest.length > 0)
    return { kind: "not_found" };
  if (resource === "menu" && last === undefined) return pick(method, { GET: "get_menu" }, store, null);
  if (resource !== "orders" || !last) return { kind: "not_found" };
  if (last === "check") return pick(method, { POST: "check_order" }, store, null);
  return pick(method, { PUT: "place_order", GET: "find_order", DELETE: "void_order" }, store, last);
}

function pick(
  method: string,
  byMethod: Record<string, BridgeOperation>,
  store: string,
  reference: string | null,
): BridgeRoute {
  const operation = Object.hasOwn(byMethod, method) ? byMethod[method] : undefined;
  if (operation === undefined) return { kind: "method_not_allowed", allow: Object.keys(byMethod) };
  return { kind: "matched", operation, store, reference };
}

/** null stands for a segment that is not valid percent-encoding; it matches nothing. */
function decodeSegment(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}
