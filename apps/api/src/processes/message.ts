/** What processes of one API tell each other over their channel: an object with a `kind`. */

export function kindOf(message: unknown): unknown {
  return typeof message === "object" && message !== null && "kind" in message ? message.kind : null;
}

export function numberOf(message: unknown): number | null {
  if (typeof message !== "object" || message === null || !("number" in message)) return null;
  return typeof message.number === "number" ? message.number : null;
}

/** What `tellServing` of the primary says; null for any other message. */
export function processCountOf(message: unknown): { serving: number; of: number } | null {
  if (typeof message !== "object" || message === null) return null;
  if (!("serving" in message) || !("of" in message)) return null;
  const { serving, of } = message;
  return typeof serving === "number" && typeof of === "number" ? { serving, of } : null;
}
