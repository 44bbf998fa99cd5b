import type { Exchange } from "@parley/db/exchanges";
import type { OrderRequest } from "@parley/par-contract";
import { readRecordedOrder } from "../../orders/recorded-order.ts";
import type { GraphqlContext } from "../kernel/context.ts";

/** The order as PAR's recorded call had it; null where its body was not kept or cannot be read. */
export async function requestIn(
  exchange: Exchange,
  operation: "validate_order" | "submit_order",
  { loaders }: GraphqlContext,
): Promise<OrderRequest | null> {
  const body = (await loaders.bodies.load(exchange.id))?.requestBody ?? null;
  return body === null ? null : readRecordedOrder(body, operation);
}
