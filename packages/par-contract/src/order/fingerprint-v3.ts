import { parseInstant } from "../wire/time.ts";
import { projectVersion2 } from "./fingerprint-v2.ts";
import { withoutUnsaidCharges } from "./fold.ts";
import type { OrderRequest } from "./request-model.ts";

/**
 * What version 3 of the fingerprint hashes, frozen like those before it: version 2 with the wanted time as an
 * instant, however it is written, and without charges that say nothing.
 */
export function projectVersion3(request: OrderRequest) {
  const { locationId, order } = projectVersion2({ ...request, order: withoutUnsaidCharges(request.order) });
  return { locationId, order: { ...order, scheduledAt: instantOf(order.scheduledAt) } };
}

function instantOf(text: string | null): number | string | null {
  return text === null ? null : (parseInstant(text)?.milliseconds ?? text);
}
