import type { SetName } from "./check.ts";
import type { JournalItem, JournalModifier } from "./journals.ts";
import { LINES, TOTALS } from "./order-texts.ts";
import { GIVE_UP_MS, TestRun } from "./test-run.ts";

const unsigned = { isSigned: false, digest: null };
const testRun = () => new TestRun().good({ uid: "bystander" });
const otherBody = (status: string, more: object = {}) => ({ body: JSON.stringify({ status, ...more }) });

/** The same answer with one blank more. */
function spaced(uid: string) {
  const order = { online_order_id: `ONL-${uid}`, pos_order_id: "YC-LC-001-000002" };
  return { body: ` ${JSON.stringify({ status: "placed", request_uid: uid, order_details: order })}` };
}

/** The lines with this change to the first. */
function bendItem(more: Partial<JournalItem>): JournalItem[] {
  return LINES.map((line, index) => (index === 0 ? { ...line, ...more } : line));
}

/** The lines with this change to the first one's modifier. */
function bendSide(more: Partial<JournalModifier>): JournalItem[] {
  return bendItem({ modifiers: (LINES[0]?.modifiers ?? []).map((side) => ({ ...side, ...more })) });
}

/** A refused order, and an equal one under another request uid that is taken for a new try. */
export function refusedThenPlaced(requestDatetime: string): TestRun {
  return testRun()
    .order({ uid: "u", onlineOrderId: "ONL-1" })
    .row("u", "REJECTED")
    .received("submit", "u", "rejected")
    .good({ uid: "v", onlineOrderId: "ONL-1", requestDatetime });
}

/** For each set, histories that break its promise and no other, keyed by what happens in them. */
export const badRuns: Readonly<Record<SetName, Readonly<Record<string, () => TestRun>>>> = {
  lost: {
    "promised, and the gateway has no order": () => {
      const it = testRun().pending({ uid: "u" });
      it.rows.delete("u");
      return it;
    },
    "promised by a 200 of a poll, and the gateway has no order": () =>
      testRun().order({ uid: "u" }).broken("submit", "u").received("get", "u", "pending"),
    "promised, then not found": () => {
      const it = testRun().pending({ uid: "u" });
      return it.answered(it.sent("get", "u"), { status: 404, ...unsigned });
    },
  },
  doubled: {
    "twice under one reference": () => testRun().good({ uid: "u" }).places("u"),
    "again under a second reference": () => testRun().good({ uid: "u" }).places("u", { reference: "ref-2" }),
    "twice more after a void": () =>
      testRun().pending({ uid: "u" }).places("u").voids("u").places("u").places("u", { reference: "ref-2" }),
    "under two request uids": () =>
      testRun().good({ uid: "u", onlineOrderId: "ONL-1" }).good({ uid: "v", onlineOrderId: "ONL-1" }),
    "without an online order id": () =>
      testRun().good({ uid: "u", onlineOrderId: null }).places("u", { reference: "ref-2" }),
  },
  ghost: {
    "told errored": () =>
      testRun().pending({ uid: "u" }).places("u").row("u", "ERRORED").received("get", "u", "errored"),
    "told rejected": () =>
      testRun().order({ uid: "u" }).places("u").row("u", "REJECTED").received("submit", "u", "rejected"),
    "told errored after a person found nothing": () => {
      const it = testRun().pending({ uid: "u" }, "ATTENTION").places("u").row("u", "ERRORED");
      it.history.push({
        kind: "act",
        at: it.now(),
        requestUid: "u",
        act: "confirm_absent",
        posOrderId: null,
      });
      return it.received("get", "u", "errored");
    },
    "told errored under the alias": () =>
      testRun()
        .order({ uid: "u", onlineOrderId: "ONL-1" })
        .order({ uid: "v", onlineOrderId: "ONL-1" })
        .broken("submit", "u")
        .places("u")
        .row("u", "ERRORED", { aliases: ["v"] })
        .received("submit", "v", "errored"),
  },
  falsePlaced: {
    "the POS has none": () =>
      testRun().order({ uid: "u" }).row("u", "PLACED").received("submit", "u", "placed"),
    "the POS has it under another number": () =>
      testRun()
        .order({ uid: "u" })
        .places("u")
        .row("u", "PLACED")
        .received(
          "submit",
          "u",
          "placed",
          otherBody("placed", { order_details: { pos_order_id: "YC-LC-001-000001" } }),
        ),
    "no number was told": () =>
      testRun()
        .order({ uid: "u" })
        .places("u")
        .row("u", "PLACED")
        .received("submit", "u", "placed", otherBody("placed")),
    "the POS has voided it": () => testRun().good({ uid: "u" }).voids("u"),
  },
  unexpected: {
    "no partner sent it": () => testRun().places("nobody"),
    "the partner wrote it down and never sent it": () =>
      testRun().order({ uid: "u" }).places("u").row("u", "PLACED", { finalAtMs: 0 }),
    "the gateway has no order of it": () => testRun().order({ uid: "u" }).broken("submit", "u").places("u"),
    "no partner sent it, and it was voided": () => testRun().places("nobody").voids("nobody"),
  },
  flapping: {
    "two final statuses": () =>
      testRun()
        .order({ uid: "u" })
        .row("u", "ERRORED")
        .received("submit", "u", "rejected")
        .received("get", "u", "errored"),
    "pending after a final status": () => testRun().good({ uid: "u" }).received("get", "u", "pending"),
    "pending under one request uid after a final status under the other": () => {
      const it = testRun().pending({ uid: "u", onlineOrderId: "ONL-1" });
      it.order({ uid: "v", onlineOrderId: "ONL-1" })
        .places("u")
        .row("u", "PLACED", { aliases: ["v"] });
      return it
        .received("get", "u", "placed")
        .received("submit", "v", "pending")
        .received("get", "v", "placed");
    },
    "two final statuses under two request uids": () => {
      const it = testRun().pending({ uid: "u", onlineOrderId: "ONL-1" });
      it.order({ uid: "v", onlineOrderId: "ONL-1" }).row("u", "ERRORED", { aliases: ["v"] });
      return it.received("get", "u", "errored").received("submit", "v", "rejected");
    },
    "operators are shown another one": () =>
      testRun().order({ uid: "u" }).row("u", "ERRORED").received("submit", "u", "rejected"),
  },
  stuck: {
    "open after its give-up": () => {
      const it = testRun().pending({ uid: "u" });
      it.now(GIVE_UP_MS);
      return it;
    },
    "open after its give-up, and nobody was told": () => {
      const it = testRun().order({ uid: "u" }).broken("submit", "u").row("u", "RECEIVED");
      it.now(GIVE_UP_MS);
      return it;
    },
  },
  crossed: Object.fromEntries(
    Object.entries({
      store: { store: "YC-LC-002" },
      "request uid": { request_uid: "someone-else" },
      "online order id": { online_order_id: "ONL-other" },
      "order type": { order_type: "delivery" },
      notes: { notes: null },
      guest: { guest: { name: "Ada", phone: "+15555550199", email: null } },
      total: { total_cents: 2911 },
      "sum of totals": { totals: { ...TOTALS, tip_cents: 301 } },
      "number of lines": { lines: LINES.slice(1) },
      "sequence of lines": { lines: LINES.toReversed() },
      "line id": { lines: bendItem({ line_id: "9" }) },
      item: { lines: bendItem({ item_id: "taco" }) },
      size: { lines: bendItem({ price_level_id: null }) },
      quantity: { lines: bendItem({ quantity: 1 }) },
      price: { lines: bendItem({ unit_price_cents: 951 }) },
      comment: { lines: bendItem({ comment: "rare" }) },
      modifier: { lines: bendSide({ modifier_id: "salad" }) },
      "modifier group": { lines: bendSide({ modifier_group_id: "extras" }) },
      "quantity of a modifier": { lines: bendSide({ quantity: 2 }) },
      "price of a modifier": { lines: bendSide({ unit_price_cents: 0 }) },
      "choice under a choice": { lines: bendSide({ modifiers: [] }) },
    }).map(([name, more]) => [
      `another ${name}`,
      () => testRun().order({ uid: "u" }).places("u", more).row("u", "PLACED").broken("submit", "u"),
    ]),
  ),
  replayUnequal: {
    "another body": () => testRun().good({ uid: "u" }).received("get", "u", "placed", spaced("u")),
    "another digest": () =>
      testRun()
        .good({ uid: "u" })
        .received("submit", "u", "placed", { digest: "0".repeat(64) }),
  },
  unsigned: {
    "a 202 without a digest": () =>
      testRun().order({ uid: "u" }).row("u", "UNKNOWN").received("submit", "u", "pending", unsigned),
    "a 200 with a wrong digest": () =>
      testRun()
        .good({ uid: "u" })
        .received("get", "u", "placed", { isSigned: false, digest: "0".repeat(64) }),
  },
  serverError: {
    "a 500": () => {
      const it = testRun().good({ uid: "u" });
      return it.answered(it.sent("get", "u"), { status: 500, ...unsigned });
    },
    "a 503 that does not say when": () => {
      const it = testRun().good({ uid: "u" });
      return it.answered(it.sent("get", "u"), { status: 503, ...unsigned });
    },
    "a 502 that says when": () => {
      const it = testRun().good({ uid: "u" });
      return it.answered(it.sent("get", "u"), { status: 502, ...unsigned, retryAfter: "1" });
    },
  },
  attentionWrong: {
    "open, and on no list": () => {
      const it = testRun().pending({ uid: "u" });
      it.paidNotPlaced = [];
      return it;
    },
    "listed, but told placed": () => {
      const it = testRun().good({ uid: "u" });
      it.paidNotPlaced = ["ord_u"];
      return it;
    },
    "shown as open, but told placed": () => testRun().good({ uid: "u" }).row("u", "UNKNOWN"),
    "listed, but never sent": () => testRun().row("u", "RECEIVED"),
    "settled, but the partner still hears pending": () =>
      testRun().pending({ uid: "u" }).places("u").row("u", "PLACED").received("get", "u", "pending"),
    "waits for a person, and is not listed as such": () => {
      const it = testRun().pending({ uid: "u" }, "ATTENTION");
      it.attention = [];
      return it;
    },
    "listed as waiting for a person, and waits for none": () => {
      const it = testRun().pending({ uid: "u" });
      it.attention = ["ord_u"];
      return it;
    },
    "the overview leaves out one that has waited for a person": () => {
      const it = testRun().pending({ uid: "u" }, "ATTENTION");
      it.now(7_000);
      it.toldNotPlaced = 0;
      return it;
    },
    "the overview leaves out an old open order": () => {
      const it = testRun().pending({ uid: "u" });
      it.now(7_000);
      it.toldNotPlaced = 0;
      return it;
    },
    "the overview tells of one more than is open": () => {
      const it = testRun().pending({ uid: "u" });
      it.toldNotPlaced = 2;
      return it;
    },
  },
  retold: {
    "a copy that was asked for earlier is placed after a refusal": () =>
      refusedThenPlaced("2026-11-30T17:59:00.000Z"),
    "a copy that was asked for at the same time": () => refusedThenPlaced("2026-11-30T18:00:00.000Z"),
  },
};
