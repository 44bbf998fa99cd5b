const names: Record<string, string> = {
  validate_order: "Validate order",
  submit_order: "Submit order",
  get_order: "Get order",
  get_menu: "Get menu",
  pos_event: "POS event",
};

/** The admin's name for a call to us; `operation` is spelled as on the wire or in GraphQL. */
export function operationName(operation: string): string {
  return names[operation.toLowerCase()] ?? "Unknown call";
}

const posNames: Record<string, string> = {
  place_order: "place order",
  find_order: "look up order",
  check_order: "check order",
  get_menu: "get menu",
};

/** A recorded call for people: PAR's by operation, ours to a POS by what the adapter asked. */
export function callName({
  direction,
  operation,
  method,
}: {
  direction: "IN" | "OUT";
  operation: string;
  method: string;
}): string {
  if (direction === "IN") return operationName(operation);
  return `POS: ${posNames[operation] ?? method}`;
}
