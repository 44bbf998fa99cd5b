import { z } from "zod";
import { freeText, instant, posId, reference } from "./wire-types.ts";

/**
 * What a POS tells Parley by itself: the one call in the other direction.
 *
 * One message is one event. Its `webhook-id` is then the event's own name, so that a repeated message is known
 * without a second id, one event that cannot be read holds up no other, and a POS may send each from where it
 * happens, without gathering anything. That is also what the libraries of Standard Webhooks are made for.
 */
export const BRIDGE_EVENTS = { method: "POST", path: "/bridge/v1/events" } as const;

/**
 * The header that names the store (as the POS calls it), because its key must be found before a byte of the
 * body is believed. The body repeats it under the signature.
 */
export const EVENT_STORE_HEADER = "parley-store";

/** More than any event needs: 256 KiB. */
export const EVENT_BODY_BYTES_MAX = 256 * 1024;

const EVENT_ITEMS_MAX = 500;

const kind = z
  .string()
  .regex(/^[a-z][a-z0-9_.-]{0,63}$/)
  .describe("What happened; a kind that Parley does not know is kept and changes nothing");

const common = {
  store: posId.describe("The store, as in the header parley-store"),
  occurred_at: instant.describe("When it happened, by the POS's clock; the later of two reports counts"),
};

const ids = z.array(posId).max(EVENT_ITEMS_MAX).default([]);

const items = { product_ids: ids, modifier_ids: ids };

const itemSoldOut = z
  .object({
    kind: z.literal("item.sold_out"),
    ...common,
    ...items,
    until: instant.nullish().describe("When the items come back by themselves; else they are told of again"),
  })
  .refine(namesItems, { error: "An event about items names one at least", path: ["product_ids"] });

const itemAvailable = z
  .object({ kind: z.literal("item.available"), ...common, ...items })
  .refine(namesItems, { error: "An event about items names one at least", path: ["product_ids"] });

const menuChanged = z.object({ kind: z.literal("menu.changed"), ...common });

const orderStatus = z.object({
  kind: z.literal("order.status"),
  ...common,
  reference: reference.describe("Parley's name of the order"),
  status: z
    .string()
    .min(1)
    .max(64)
    .describe("`placed`, `ready`, `refused`, `cancelled`, or a word of the POS's own, which is kept"),
  pos_order_id: posId.nullish(),
  reason: freeText.nullish().describe("For the person who looks after it"),
});

const known = z.discriminatedUnion("kind", [itemSoldOut, itemAvailable, menuChanged, orderStatus]);

const KNOWN_KINDS: ReadonlySet<string> = new Set(known.options.map((option) => option.shape.kind.value));

/** An event of any kind: what all of them have in common. */
export const bridgeEvent = z.object({ kind, ...common });

/** The schemas by their names in the published document. */
export const EVENT_SCHEMAS = {
  ItemSoldOut: itemSoldOut,
  ItemAvailable: itemAvailable,
  MenuChanged: menuChanged,
  OrderStatus: orderStatus,
};

export type BridgeEvent = z.infer<typeof known>;

export type ReadEvent =
  | { kind: "event"; event: BridgeEvent }
  /** Newer than this protocol, or the POS's own: to be kept, and to have no effect. */
  | { kind: "unknown"; event: z.infer<typeof bridgeEvent> }
  /** Not an event of this protocol; `problem` is a sentence for whoever wrote the sender. */
  | { kind: "invalid"; problem: string };

/** Reads the body of a message whose signature was verified. */
export function readBridgeEvent(json: unknown): ReadEvent {
  const anything = bridgeEvent.safeParse(json);
  if (!anything.success) return { kind: "invalid", problem: problemOf(anything.error) };
  if (!KNOWN_KINDS.has(anything.data.kind)) return { kind: "unknown", event: anything.data };
  const event = known.safeParse(json);
  return event.success
    ? { kind: "event", event: event.data }
    : { kind: "invalid", problem: problemOf(event.error) };
}

/** The answer to every event that was taken: now or by an earlier message of the same id. */
export const recordedEvent = z.object({
  status: z.enum(["recorded", "repeated"]).describe("Both mean: do not send it again"),
});

export type RecordedEvent = z.infer<typeof recordedEvent>;

function namesItems(event: { product_ids: string[]; modifier_ids: string[] }): boolean {
  const count = event.product_ids.length + event.modifier_ids.length;
  return count > 0;
}

function problemOf(error: z.ZodError): string {
  const [issue] = error.issues;
  if (issue === undefined) return "The body is no event";
  const path = issue.path.join(".");
  return path === "" ? issue.message : `${path}: ${issue.message}`;
}
