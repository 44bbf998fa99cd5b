const names: Record<string, string> = {
  validate_order: "Validate order",
  submit_order: "Submit order",
  get_order: "Get order",
  get_menu: "Get menu",
};

/** PAR's operation for people. Takes the wire's and GraphQL's spelling; anything else is a call that is none. */
export function operationName(operation: string): string {
  return names[operation.toLowerCase()] ?? "No operation";
}

/** The calls of a POS adapter and of anything else keep the name that was recorded. */
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
  return `POS: ${names[operation]?.toLowerCase() ?? method}`;
}
