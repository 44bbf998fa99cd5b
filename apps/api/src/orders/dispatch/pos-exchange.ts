import { newId } from "@parley/db";
import type { NewExchange } from "@parley/db/exchanges";
import type { PosCall } from "../../pos/adapter.ts";
import { redactText } from "../../redact.ts";
import type { WrittenAttempt } from "../loaded-order.ts";
import { type AttemptOutcome, reasonOf } from "../outcome.ts";

/** One call to a POS as a row of the exchange record, so that a trace shows this hop beside PAR's. */
export function posExchange(written: WrittenAttempt, outcome: AttemptOutcome, call: PosCall): NewExchange {
  const durationUs = Math.round(call.durationMs * 1000);
  return {
    id: newId("exc"),
    direction: "out",
    operation: "place_order",
    connectionId: written.connectionId,
    brandId: written.store.brandId,
    locationId: written.store.locationId,
    orderId: written.orderId,
    attempt: written.ledger.attempt,
    method: call.method,
    path: call.path,
    status: call.status,
    outcome: outcome.kind === "placed" ? "accepted" : outcome.kind === "refused" ? "refused" : null,
    code: outcome.kind === "refused" ? (outcome.issues[0]?.code ?? "pos_refused") : null,
    reason: reasonOf(outcome),
    requestUid: written.address.requestUid,
    onlineOrderId: written.posOrder.onlineOrderId,
    parOrganizationId: written.address.organizationId,
    parLocationId: written.address.locationId,
    at: call.startedAt,
    durationUs,
    stages: [{ name: "pos", us: durationUs, ok: outcome.kind === "placed" }],
    seen: null,
    drift: null,
    signed: true,
    replayed: false,
    remoteAddress: null,
    bodies: {
      requestHeaders: null,
      requestBody: redactText(call.requestBody),
      responseHeaders: null,
      responseBody: redactText(call.responseBody),
      stringSigned: null,
      note: null,
    },
  };
}
