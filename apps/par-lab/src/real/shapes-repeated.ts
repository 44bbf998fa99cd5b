import { randomUUID } from "node:crypto";
import {
  between,
  type Exchange,
  majorUnits,
  oneOf,
  parseOrderAnswer,
  type WireBody,
} from "@parley/par-contract";
import type { Desk } from "./desk.ts";
import { ANY_END, conflict, type Expected, TAKEN, VALIDATED } from "./expected.ts";
import type { Shape } from "./shape.ts";

/** What callers send again, ask again, and ask only. */

const MENU: Expected = { http: [200], words: [] };

function shape(name: string, weight: number, play: Shape["play"]): Shape {
  return { name, weight, play };
}

/** The same values, in another order of the names and with what is absent written out. */
function inOtherBytes(root: WireBody, details: WireBody): WireBody {
  const shuffled = Object.fromEntries(
    Object.entries({
      ...details,
      notes: "",
      Notes: null,
      table_number: null,
      discounts: [{ amount: 0 }],
    }).reverse(),
  );
  return Object.fromEntries(Object.entries({ ...root, order_details: shuffled }).reverse());
}

/** A final answer is the same for ever, byte for byte. */
function mustEqual(desk: Desk, first: Exchange | null, ...later: readonly (Exchange | null)[]): void {
  if (first?.response.status !== 200) return;
  const differs = later.some((one) => one !== null && one.response.body !== first.response.body);
  if (differs) desk.contradict(`other bytes than the first answer to ${first.request.body?.slice(0, 80)}`);
}

function laterThan(root: WireBody): string {
  return new Date(Date.parse(String(root.request_datetime)) + 1_000).toISOString();
}

export const REPEATED: readonly Shape[] = [
  shape("menu", 1, (desk) => menu(desk)),
  shape("menu, compressed (K)", 1, (desk) => menu(desk, { "accept-encoding": "gzip" })),
  shape("validate", 8, async (desk) => {
    const { root, store } = desk.draft();
    await desk.call(VALIDATED, () => desk.client.validate(root));
    if (desk.random() < 0.1) await menuOf(desk, store.organizationId, store.locationId, {});
  }),
  shape("poll", 6, async (desk) => {
    const order = desk.earlier();
    const [requestUid] = order?.requestUids ?? [];
    if (order === null || requestUid === undefined) return;
    const ids = [requestUid, requestUid, ...(order.onlineOrderId === null ? [] : [order.onlineOrderId])];
    await desk.poll(order, requestUid, oneOf(desk.random, ids) ?? requestUid, ANY_END);
  }),
  shape("poll by the POS's id", 1, async (desk) => {
    const sending = desk.write(desk.draft());
    const exchange = await desk.submit(sending);
    if (exchange?.response.status !== 200) return;
    const { posOrderId } = parseOrderAnswer(exchange.response.json).answer.order;
    if (posOrderId !== null) await desk.poll(sending.order, sending.requestUid, posOrderId, ANY_END);
  }),
  shape("the same bytes again", 3, async (desk) => {
    const sending = desk.write(desk.draft());
    const first = await desk.submit(sending);
    mustEqual(desk, first, await desk.submit(sending));
  }),
  shape("the same bytes at once", 2, async (desk) => {
    const sending = desk.write(desk.draft());
    await Promise.all([1, 2, 3].map(() => desk.submit(sending)));
    const last = await desk.submit(sending);
    mustEqual(desk, last, await desk.submit(sending));
  }),
  shape("hung up, then again", 2, async (desk) => {
    const sending = desk.write(desk.draft());
    await desk.abandon(sending, between(desk.random, 1, 60));
    await desk.submit(sending);
  }),
  shape("other bytes of the same order", 2, async (desk) => {
    const draft = desk.draft();
    const sending = desk.write(draft);
    const first = await desk.submit(sending);
    const other = desk.rewrite(sending, draft.requestUid, inOtherBytes(draft.root, draft.details));
    mustEqual(desk, first, await desk.submit(other));
  }),
  shape("another uid for the same order", 3, async (desk) => {
    const draft = desk.draft();
    const sending = desk.write(draft);
    await desk.submit(sending);
    const requestUid = randomUUID();
    const root = { ...draft.root, request_uid: requestUid, request_datetime: laterThan(draft.root) };
    await desk.submit(desk.rewrite(sending, requestUid, root));
  }),
  shape("another order under the same uid", 1, async (desk) => {
    const draft = desk.draft();
    await desk.submit(desk.write(draft));
    const other = desk.draft({ store: draft.store, requestUid: draft.requestUid });
    other.details.notes = "Another order";
    await desk.call(conflict("idempotency_conflict"), () => desk.client.submit(other.root));
  }),
  shape("another order under the same number", 1, async (desk) => {
    const draft = desk.draft();
    const first = await desk.submit(desk.write(draft), TAKEN);
    if (first === null) return;
    const other = desk.draft({ store: draft.store, onlineOrderId: draft.onlineOrderId });
    other.details.notes = `Another order, at ${majorUnits(other.tipCents)}`;
    await desk.call(conflict("order_already_submitted"), () => desk.client.submit(other.root));
  }),
];

async function menu(desk: Desk, headers: Readonly<Record<string, string>> = {}): Promise<void> {
  const store = desk.store();
  if (store !== null) await menuOf(desk, store.organizationId, store.locationId, headers);
}

async function menuOf(
  desk: Desk,
  organizationId: string,
  locationId: string,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const body = { organization_id: organizationId, location_id: locationId };
  const exchange = await desk.call(MENU, () => desk.client.menus(body, { headers }));
  const isZipped = exchange?.response.headers["content-encoding"] === "gzip";
  if (headers["accept-encoding"] === "gzip" && exchange?.response.status === 200 && !isZipped) {
    desk.contradict("a menu that was asked for with gzip is not compressed");
  }
}
