import type { Database } from "../client/client.ts";
import { packOnce } from "../packing/packed-json.ts";
import { toJsonText } from "../sql/json.ts";

/** The evidence as it is stored: with the bill packed, where no process of the release before is left to read it. */
export function evidenceText(db: Pick<Database, "packsOrders">, evidence: unknown): string {
  if (!db.packsOrders || !isBilled(evidence)) return toJsonText(evidence);
  return toJsonText({ ...evidence, bill: packOnce(evidence.bill) });
}

/** Whether a POS's bill is part of it. */
export function isBilled(evidence: unknown): evidence is { bill: unknown } {
  return (
    typeof evidence === "object" && evidence !== null && "bill" in evidence && evidence.bill !== undefined
  );
}
