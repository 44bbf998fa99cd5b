import { ContractError, type OrderRequest, parseJson, parseOrderRequest } from "@parley/par-contract";

/**
 * The order in a recorded body of validate or submit, read as it was when it came. Null for a body that is no order,
 * or is not whole.
 */
export function readRecordedOrder(
  body: string,
  operation: "validate_order" | "submit_order",
): OrderRequest | null {
  try {
    const judgesPayments = operation === "submit_order";
    return parseOrderRequest(parseJson(Buffer.from(body)), { judgesPayments }).request;
  } catch (error) {
    if (error instanceof ContractError) return null;
    throw error;
  }
}
