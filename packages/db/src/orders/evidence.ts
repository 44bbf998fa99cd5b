import type { Database } from "../client/client.ts";
import { packOnce } from "../packing/packed-json.ts";
import { toJsonText } from "../sql/json.ts";

/** The evidence as it is stored: with the bill packed, where no process of the release before is left to read it. */
export function evidenceText(db: Pick<Database, "packsOrders">, evidence: unknown): string {
  const isBilled = typeof evidence === "object" && evidence !== null && "bill" in evidence;
  if (!db.packsOrders || !isBilled) return toJsonText(evidence);
  return toJsonText({ ...evidence, bill: packOnce(evidence.bill) });
}
