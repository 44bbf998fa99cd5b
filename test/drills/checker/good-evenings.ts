import { Evening, GIVE_UP_MS } from "./evening.ts";
import { TOTALS } from "./order-texts.ts";

const unsigned = { isSigned: false, digest: null };
const evening = () => new Evening().good({ uid: "bystander" });

/** Histories in which no promise is broken, by what happens in them. */
export const goodEvenings: Readonly<Record<string, () => Evening>> = {
  "placed at once, repeated and polled": () =>
    evening().good({ uid: "u" }).told("submit", "u", "placed").told("get", "u", "placed"),
  "pending, then placed": () =>
    evening()
      .pending({ uid: "u" })
      .told("get", "u", "pending")
      .places("u")
      .row("u", "PLACED")
      .told("get", "u", "placed"),
  "rejected, errored, and nothing at the POS": () =>
    evening()
      .order({ uid: "r" })
      .row("r", "REJECTED")
      .told("submit", "r", "rejected")
      .pending({ uid: "e" })
      .row("e", "ERRORED")
      .told("get", "e", "errored"),
  "placed, voided at give-up, errored": () =>
    evening().pending({ uid: "u" }).places("u").voids("u").row("u", "ERRORED").told("get", "u", "errored"),
  "errored, and ordered anew under another request uid": () =>
    evening()
      .pending({ uid: "u", onlineOrderId: "ONL-1" })
      .row("u", "ERRORED")
      .told("get", "u", "errored")
      .good({ uid: "v", onlineOrderId: "ONL-1" }),
  "one order under two request uids": () =>
    evening()
      .pending({ uid: "u", onlineOrderId: "ONL-1" })
      .order({ uid: "v", onlineOrderId: "ONL-1" })
      .row("u", "UNKNOWN", { aliases: ["v"] })
      .told("submit", "v", "pending")
      .places("u")
      .row("u", "PLACED")
      .told("get", "u", "placed")
      .told("get", "v", "placed"),
  "waiting for a person after its give-up": () => {
    const it = evening().pending({ uid: "u", storeClass: "D" }, "ATTENTION");
    it.now(GIVE_UP_MS);
    return it.places("u", { notes: "Parley 7F3K\nring twice" });
  },
  "broken connections, a 503 with its hour, a refusal that opens nothing": () => {
    const it = evening().order({ uid: "u" }).broken("submit", "u");
    it.answered(it.sent("submit", "u"), { status: 503, ...unsigned, retryAfter: "1" });
    it.answered(it.sent("get", "u"), { status: 404, ...unsigned });
    return it.places("u").row("u", "PLACED").told("submit", "u", "placed");
  },
  "an order that nobody was told about yet": () =>
    evening().order({ uid: "u" }).broken("submit", "u").row("u", "DISPATCHING"),
  "pending from a call that was under way when another heard placed": () => {
    const it = evening().order({ uid: "u" });
    const slow = it.sent("submit", "u");
    it.places("u").row("u", "PLACED").told("get", "u", "placed");
    return it.answered(slow, { status: 202, body: JSON.stringify({ status: "pending" }) });
  },
  "settled after the partner asked for the last time": () => {
    const it = evening().pending({ uid: "u" });
    it.now();
    return it.places("u").row("u", "PLACED");
  },
  "an order without an online order id": () => evening().good({ uid: "u", onlineOrderId: null }),
  "a discount, a fee, and no totals that are nought": () =>
    evening()
      .order({ uid: "u", details: { tip_total: undefined, fee_total: 3 } })
      .places("u", {
        totals: { ...TOTALS, fee_cents: 300, tip_cents: 0 },
      })
      .row("u", "PLACED")
      .told("submit", "u", "placed"),
};
