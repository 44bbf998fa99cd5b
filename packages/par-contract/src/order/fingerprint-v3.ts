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

/** Whether version 3 hashes of this request what version 2 does: there is nothing in it that it spells in another way. */
export function isAsInVersion2({ order }: OrderRequest): boolean {
  const { discounts, taxes, fees } = withoutUnsaidCharges(order);
  return (
    order.scheduledAt === null &&
    discounts.length === order.discounts.length &&
    taxes.length === order.taxes.length &&
    fees.length === order.fees.length
  );
}

function instantOf(text: string | null): number | string | null {
  return text === null ? null : (parseInstant(text)?.milliseconds ?? text);
}
