import type { NewExchange } from "@parley/db/exchanges";
import type { Order } from "@parley/db/orders";
import { redactHeaders, redactSecrets, redactText } from "../redact.ts";
import type { EventAnswer } from "./answer.ts";
import type { ReceivedEvent, Sender } from "./sender.ts";

/** At most this much of an unauthenticated sender's body is stored. */
const UNAUTHENTICATED_BODY_MAX = 4 * 1024;

/** One message of a POS as a row of the exchange record: an order's trace shows it beside PAR's calls. */
export function eventExchange(args: {
  id: string;
  received: ReceivedEvent;
  receivedAt: Date;
  remoteAddress: string | null;
  durationUs: number;
  sender: Sender | null;
  order: Order | null;
  answer: EventAnswer;
}): NewExchange {
  const { received, sender, order, answer } = args;
  const length = sender === null ? UNAUTHENTICATED_BODY_MAX : received.body.length;
  const requestBody = received.body.toString("utf8", 0, length);
  return {
    id: args.id,
    direction: "in",
    operation: "pos_event",
    connectionId: order?.connectionId ?? null,
    brandId: sender?.location.brandId ?? null,
    locationId: sender?.location.id ?? null,
    orderId: order?.id ?? null,
    attempt: null,
    method: received.method,
    path: redactSecrets(received.path),
    status: answer.status,
    outcome: answer.code === null ? "accepted" : "refused",
    code: answer.code,
    reason: answer.reason,
    requestUid: null,
    onlineOrderId: order?.onlineOrderId ?? null,
    parOrganizationId: null,
    parLocationId: null,
    at: args.receivedAt,
    durationUs: args.durationUs,
    stages: [{ name: "event", us: args.durationUs, ok: answer.status === 200 }],
    seen: null,
    drift: null,
    signed: sender !== null,
    replayed: answer.isRepeated,
    remoteAddress: args.remoteAddress,
    bodies: {
      requestHeaders: redactHeaders(received.headers),
      requestBody: requestBody === "" ? null : redactText(requestBody),
      responseHeaders: null,
      responseBody: redactText(JSON.stringify(answer.body)),
      stringSigned: null,
      note: null,
    },
  };
}
