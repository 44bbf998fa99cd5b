import { createHash } from "node:crypto";
import { canonicalJson } from "../wire/canonical.ts";
import type { OrderRequest } from "./request-model.ts";

/** Raised whenever the same request would give another hash; stored beside each hash. */
export const FINGERPRINT_VERSION = 1;

/**
 * What makes two submits "the same order": SHA-256 over RFC 8785 JSON of the parsed order with its location, in
 * cents and with defaults applied. Without `payments[].reference` (a retry may carry another one), the request's
 * uid and datetime, unknown fields and formatting.
 */
export function fingerprint(request: OrderRequest): { version: number; sha256: string } {
  const { order } = request;
  const payments = order.payments.map(({ reference: _reference, ...rest }) => rest);
  const text = canonicalJson({ locationId: request.locationId, order: { ...order, payments } });
  return { version: FINGERPRINT_VERSION, sha256: createHash("sha256").update(text, "utf8").digest("hex") };
}
