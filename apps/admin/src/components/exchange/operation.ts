import type { Words } from "@parley/words";

const known = [
  "submit_order",
  "validate_order",
  "get_order",
  "get_menu",
  "place_order",
  "find_order",
  "check_order",
] as const;

/** What a call asks for, in words; `operation` is spelled as on the wire or in GraphQL. */
export function operationName(operation: string, say: Words<"exchanges">): string {
  const spelled = operation.toLowerCase();
  if (spelled === "pos_event") return say("call.pos_event_name");
  return say(`call.${known.find((name) => name === spelled) ?? "unknown"}`);
}

/** The same, and whether it is one of ours to a POS. */
export function callName(
  call: { direction: "IN" | "OUT"; operation: string },
  say: Words<"exchanges">,
): string {
  const name = operationName(call.operation, say);
  return call.direction === "IN" ? name : say("call.atPos", { call: name });
}
