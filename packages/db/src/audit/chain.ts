import { createHash } from "node:crypto";
import type { auditEntries, auditSeals } from "../schema/audit.ts";

type Entry = typeof auditEntries.$inferSelect;
export type Seal = typeof auditSeals.$inferSelect;

/**
 * The hash of a seal: SHA-256, in hexadecimal, of the canonical JSON of its number, the hash before it and its entry.
 * A column that is null is left out, so that one that is added later changes no hash that was made before.
 */
export function hashOf(number: number, previous: string | null, entry: Entry): string {
  const { at, ...columns } = entry;
  const held = Object.entries({ ...columns, at: at.toISOString() }).filter(([, value]) => value !== null);
  const sealed = { number, previous, entry: Object.fromEntries(held) };
  return createHash("sha256").update(canonicalJson(sealed)).digest("hex");
}

/** JSON with the keys of every object in one order, whatever the order in which the database gives them. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner !== "object" || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
