import { refusedThenPlaced } from "./bad-runs.ts";
import { TOTALS } from "./order-texts.ts";
import { GIVE_UP_MS, TestRun } from "./test-run.ts";

const unsigned = { isSigned: false, digest: null };
const testRun = () => new TestRun().good({ uid: "bystander" });

/** Histories in which no promise is broken, keyed by what happens in them. */
export const goodRuns: Readonly<Record<string, () => TestRun>> = {
  "placed at once, repeated and polled": () =>
    testRun().good({ uid: "u" }).received("submit", "u", "placed").received("get", "u", "placed"),
  "pending, then placed": () =>
    testRun()
      .pending({ uid: "u" })
      .received("get", "u", "pending")
      .places("u")
      .row("u", "PLACED")
      .received("get", "u", "placed"),
  "rejected, errored, and nothing at the POS": () =>
    testRun()
      .order({ uid: "r" })
      .row("r", "REJECTED")
      .received("submit", "r", "rejected")
      .pending({ uid: "e" })
      .row("e", "ERRORED")
      .received("get", "e", "errored"),
  "placed, voided at give-up, errored": () =>
    testRun()
      .pending({ uid: "u" })
      .places("u")
      .voids("u")
      .row("u", "ERRORED")
      .received("get", "u", "errored"),
  "errored, and ordered anew under another request uid": () =>
    testRun()
      .pending({ uid: "u", onlineOrderId: "ONL-1" })
      .row("u", "ERRORED")
      .received("get", "u", "errored")
      .good({ uid: "v", onlineOrderId: "ONL-1", requestDatetime: "2026-11-30T18:01:00.000Z" }),
  "one order under two request uids": () =>
    testRun()
      .pending({ uid: "u", onlineOrderId: "ONL-1" })
      .order({ uid: "v", onlineOrderId: "ONL-1" })
      .row("u", "UNKNOWN", { aliases: ["v"] })
      .received("submit", "v", "pending")
      .places("u")
      .row("u", "PLACED")
      .received("get", "u", "placed")
      .received("get", "v", "placed"),
  "waiting for a person after its give-up": () => {
    const it = testRun().pending({ uid: "u", storeClass: "D" }, "ATTENTION");
    it.now(GIVE_UP_MS);
    return it.places("u", { notes: "Parley 7F3K\nring twice" });
  },
  "broken connections, a 503 with its hour, a refusal that opens nothing": () => {
    const it = testRun().order({ uid: "u" }).broken("submit", "u");
    it.answered(it.sent("submit", "u"), { status: 503, ...unsigned, retryAfter: "1" });
    it.answered(it.sent("get", "u"), { status: 404, ...unsigned });
    return it.places("u").row("u", "PLACED").received("submit", "u", "placed");
  },
  "an order that nobody was told about yet": () =>
    testRun().order({ uid: "u" }).broken("submit", "u").row("u", "DISPATCHING"),
  "pending from a call that was under way when another heard placed": () => {
    const it = testRun().order({ uid: "u" });
    const slow = it.sent("submit", "u");
    it.places("u").row("u", "PLACED").received("get", "u", "placed");
    return it.answered(slow, { status: 202, body: JSON.stringify({ status: "pending" }) });
  },
  "settled after the partner asked for the last time": () => {
    const it = testRun().pending({ uid: "u" });
    it.now();
    return it.places("u").row("u", "PLACED");
  },
  "a new try of a refused order": () => refusedThenPlaced("2026-11-30T18:00:00.001Z"),
  "an order without an online order id": () => testRun().good({ uid: "u", onlineOrderId: null }),
  "a discount, a fee, and no totals that are nought": () =>
    testRun()
      .order({ uid: "u", details: { tip_total: undefined, fee_total: 3 } })
      .places("u", {
        totals: { ...TOTALS, fee_cents: 300, tip_cents: 0 },
      })
      .row("u", "PLACED")
      .received("submit", "u", "placed"),
};
