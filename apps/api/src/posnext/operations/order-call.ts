import { isPausedAt } from "@parley/db/stores";
import {
  type BodyOperation,
  type Drift,
  parseInstant,
  SchemaError,
  type SignedOperation,
} from "@parley/par-contract";
import { AppError } from "../../errors.ts";
import type { OrderCall } from "../../orders/room.ts";
import { parseOrder } from "../body.ts";
import type { BodyCall } from "../call.ts";

/**
 * Stage 4 of validate and submit: the verified body → a typed request.
 * @throws SchemaError with one issue per field.
 */
export function orderCall(call: BodyCall<SignedOperation>, now: Date): OrderCall {
  const { request, drift } = parseOrder(call.body);
  call.note({ drift: noteworthy(drift) });
  requireFresh(request.requestDatetime, call.switches.freshness_window_s, now);
  return {
    connectionId: call.caller.connection.id,
    switches: call.switches,
    isPaused: isPausedAt(call.caller.connection.pause, call.message.receivedAt),
    organizationId: requireOrganization(call),
    request,
    receivedAt: call.message.receivedAt,
    exchangeId: call.message.id,
    see: (seen) => call.note({ seen }),
  };
}

/** @throws SchemaError `missing_field` where neither the body nor the token names an organization. */
export function requireOrganization({ body }: BodyCall<BodyOperation>): string {
  if (body.organizationId !== null) return body.organizationId;
  const field = "organization_id";
  throw new SchemaError([{ code: "missing_field", message: `${field} is missing`, field }]);
}

/** The drift to record for a body; null where there is none. */
export function noteworthy(drift: Drift): Drift | null {
  return drift.unknown.length + drift.missing.length + drift.lenient.length === 0 ? null : drift;
}

/** Orders of a store without a menu cannot be judged yet; its menu is pulled again soon. */
export function menuUnavailable(): AppError {
  return new AppError("menu_unavailable", {
    message: "The store's menu is not known yet; try again shortly",
    retryAfterSeconds: 5,
  });
}

function requireFresh(requestDatetime: string, windowSeconds: number, now: Date): void {
  if (windowSeconds === 0) return;
  const seconds = parseInstant(requestDatetime)?.seconds ?? 0;
  if (Math.abs(now.getTime() / 1000 - seconds) <= windowSeconds) return;
  const field = "request_datetime";
  throw new SchemaError([{ code: "invalid_field", message: `${field} is too far from now`, field }]);
}
