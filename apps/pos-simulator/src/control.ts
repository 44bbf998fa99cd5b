import type { IncomingMessage } from "node:http";
import { parseSigningKey } from "@parley/bridge-contract";
import type { Answer } from "./calls.ts";
import type { Keyring } from "./keyring.ts";
import { MISMATCHES, type Mismatch } from "./mismatches.ts";
import type { Outbox } from "./outbox.ts";
import type { Stock } from "./stock.ts";
import type { Store } from "./stores.ts";
import type { Till } from "./till.ts";

/**
 * What a person at the simulated till can do, each a POST without a body:
 *
 *     /simulator/v1/stores/{store}/items/{item}/sold-out     takes a product or modifier off
 *     /simulator/v1/stores/{store}/items/{item}/available    puts it back
 *     /simulator/v1/stores/{store}/items/{item}/mismatch-price     the till asks more than the menu says
 *     /simulator/v1/stores/{store}/items/{item}/mismatch-id        the till does not know it
 *     /simulator/v1/stores/{store}/items/{item}/mismatch-off       it is sold out at the till alone
 *     /simulator/v1/stores/{store}/items/{item}/mismatch-choices   the till wants a choice that the menu has not
 *     /simulator/v1/stores/{store}/items/{item}/match              the till is as the menu again
 *     /simulator/v1/stores/{store}/items/{item}/price/{cents} gives it another price, right or wrong
 *     /simulator/v1/stores/{store}/menu/touch                gives the menu another version
 *     /simulator/v1/orders/{reference}/cancel                cancels an order that was placed
 *     /simulator/v1/key/{key}                                puts another key of the bridge in place of its own
 *
 * Parley gets an event for each, where POS_SIMULATOR_EVENTS_URL names its address; of a mismatch it gets none, and the
 * menu stays as it is: that is what a fire drill is to find.
 */
const PREFIX = "/simulator/v1/";

/** The acts, as the last part of an address names them. */
export const CONTROL_ACTS = {
  soldOut: "sold-out",
  available: "available",
  price: "price",
  touch: "touch",
  cancel: "cancel",
} as const;

export interface ControlParts {
  keyring: Keyring;
  stores: ReadonlyMap<string, Store>;
  till: Till;
  stock: Stock;
  outbox: Outbox;
  now: () => Date;
}

export function isControlPath(path: string): boolean {
  return path.startsWith(PREFIX);
}

const LOOPBACK: ReadonlySet<string | undefined> = new Set(["127.0.0.1", "::1", "::ffff:127.0.0.1"]);

/** Whether the caller is a program on this machine. A page in its browser, which sends its origin, is not. */
export function isFromHere(req: IncomingMessage): boolean {
  const { origin, "sec-fetch-site": site } = req.headers;
  return LOOPBACK.has(req.socket.remoteAddress) && origin === undefined && site === undefined;
}

/** Does what was asked and answers with the new state. Unsigned, because it is not part of the bridge. */
export async function answerControl(
  { method, path }: { method: string; path: string },
  parts: ControlParts,
): Promise<Answer> {
  if (method !== "POST") return { status: 405, body: { message: "Ask by POST" }, headers: { allow: "POST" } };
  const [noun, id = "", what, item = "", act, value = ""] = path.slice(PREFIX.length).split("/").map(decode);
  if (noun === "orders" && what === CONTROL_ACTS.cancel) return await cancel(parts, id);
  if (noun === "key") return changeKey(parts, id);
  const store = noun === "stores" ? parts.stores.get(id) : undefined;
  if (store === undefined) return nothing("This POS has no such store or order");
  if (what === "menu" && item === CONTROL_ACTS.touch) return touch(parts, store);
  if (what === "items" && act === CONTROL_ACTS.soldOut) return setAvailable(parts, store, item, false);
  if (what === "items" && act === CONTROL_ACTS.available) return setAvailable(parts, store, item, true);
  const mismatch = MISMATCH_OF.get(act ?? "");
  if (what === "items" && mismatch !== undefined) return setMismatch(parts, store, item, mismatch);
  if (what === "items" && act === CONTROL_ACTS.price) return setPrice(parts, store, item, value);
  return nothing("There is no such act; see apps/pos-simulator/src/control.ts");
}

function changeKey({ keyring }: ControlParts, text: string): Answer {
  try {
    keyring.key = parseSigningKey(text);
    return done({ key: "changed" });
  } catch {
    return nothing("A key is whsec_ and 24 to 64 bytes in base64");
  }
}

/** By the last part of an address: `mismatch-price`, …, and `match`, which ends it. */
const MISMATCH_OF: ReadonlyMap<string, Mismatch | null> = new Map<string, Mismatch | null>([
  ...MISMATCHES.map((mismatch) => [`mismatch-${mismatch}`, mismatch] as const),
  ["match", null],
]);

function setMismatch({ stock }: ControlParts, store: Store, item: string, mismatch: Mismatch | null): Answer {
  if (stock.kindOf(store, item) !== "product") return nothing(`The menu of ${store.id} has no item ${item}`);
  stock.setMismatch(store, item, mismatch);
  return done({ store: store.id, item, mismatch, version: store.menu.version });
}

function setAvailable(parts: ControlParts, store: Store, item: string, isAvailable: boolean): Answer {
  const { stock, outbox } = parts;
  const itemKind = stock.kindOf(store, item);
  if (itemKind === null) return nothing(`The menu of ${store.id} has no ${item}`);
  stock.setAvailable(store, item, isAvailable);
  const event = outbox.tell({
    kind: isAvailable ? "item.available" : "item.sold_out",
    ...said(parts, store.id),
    [itemKind === "product" ? "product_ids" : "modifier_ids"]: [item],
  });
  const { version } = store.menu;
  return done({ store: store.id, item, is_available: isAvailable, version, event });
}

function setPrice(parts: ControlParts, store: Store, item: string, cents: string): Answer {
  const { stock, outbox } = parts;
  if (stock.kindOf(store, item) === null) return nothing(`The menu of ${store.id} has no ${item}`);
  if (!/^\d{1,7}$/.test(cents)) return nothing("A price is a number of cents");
  const price_cents = Number(cents);
  stock.setPrice(store, item, price_cents);
  const event = outbox.tell({ kind: "menu.changed", ...said(parts, store.id) });
  return done({ store: store.id, item, price_cents, version: store.menu.version, event });
}

function touch(parts: ControlParts, store: Store): Answer {
  parts.stock.touch(store);
  const event = parts.outbox.tell({ kind: "menu.changed", ...said(parts, store.id) });
  return done({ store: store.id, version: store.menu.version, event });
}

async function cancel(parts: ControlParts, reference: string): Promise<Answer> {
  for (const store of parts.stores.values()) {
    const result = await parts.till.void(store, reference);
    if (result.kind !== "voided") continue;
    const { pos_order_id } = result.record;
    const event = parts.outbox.tell({
      kind: "order.status",
      ...said(parts, store.id),
      reference,
      status: "cancelled",
      pos_order_id,
    });
    return done({ store: store.id, reference, pos_order_id, status: "cancelled", event });
  }
  return nothing("No store has placed an order of this reference");
}

function said({ now }: ControlParts, store: string): { store: string; occurred_at: string } {
  return { store, occurred_at: now().toISOString() };
}

function done(body: object): Answer {
  return { status: 200, body };
}

function nothing(message: string): Answer {
  return { status: 404, body: { message } };
}

/** The decoded segment; where its percent-encoding is invalid, an empty text, which names nothing. */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return "";
  }
}
