import { BRIDGE_ERRORS } from "@parley/bridge-contract";
import type { Exchange } from "@parley/db/exchanges";
import { callCauses, orderStates } from "@parley/db/orders";
import { testExchange } from "@parley/db/testing";
import { ERROR_CODES } from "@parley/par-contract";
import { wordsIn } from "@parley/words";
import { describe, expect, it } from "vitest";
import { callAutopsy } from "./call-autopsy.ts";
import { causeClassOfCall } from "./causes/call-cause.ts";
import { causeClassOf } from "./causes/order-cause.ts";

/** A: every way in which a call can end says so in plain words, whose job it is and what to do about it. */

const JARGON = /\b(?:exchange|payload|idempot|dispatch|undefined|null)|[a-z]_[a-z]|\{|\[object|HTTP \d|\?\./i;

const LANGUAGES = ["en", "es"] as const;

function explain(over: Partial<Exchange>, order: Parameters<typeof callAutopsy>[0]["order"] = null) {
  const exchange = testExchange({
    connectionId: "con_1",
    parLocationId: "PAR-LOC-7",
    parOrganizationId: "IA-YC-01",
    onlineOrderId: "WEB-7",
    ...over,
  });
  const store = over.locationId == null ? null : { code: "YC-LC-001", name: "Taco One" };
  return LANGUAGES.map((language) =>
    callAutopsy({ exchange, store, order, answer: null, words: wordsIn(language) }),
  );
}

const OPERATIONS = ["submit_order", "validate_order", "get_order", "get_menu", null];
const PAR: Partial<Exchange>[] = OPERATIONS.flatMap((operation) =>
  [null, ...Object.keys(ERROR_CODES), "code_of_tomorrow"].flatMap((code) =>
    [null, "database_away", "expired", "cut", "no_match"].flatMap((reason) =>
      [null, "con_1"].map((connectionId) => ({
        operation,
        code,
        reason,
        connectionId,
        status: code === null ? 200 : 400,
      })),
    ),
  ),
);
const TO_POS: Partial<Exchange>[] = [null, "item_unavailable", "pos_refused"].flatMap((code) =>
  [null, ...callCauses, "status_200_not_json"].flatMap((reason) =>
    [null, 200, 404, 500].map((status) => ({
      direction: "out" as const,
      operation: "place_order",
      locationId: "loc_1" as const,
      code,
      reason,
      status,
    })),
  ),
);
const EVENTS: Partial<Exchange>[] = [null, ...Object.keys(BRIDGE_ERRORS)].map((code) => ({
  operation: "pos_event",
  locationId: "loc_1" as const,
  code,
}));

describe("the autopsy of a call", () => {
  it.each([
    ["PAR's calls", PAR],
    ["our calls to a POS", TO_POS],
    ["a POS's messages", EVENTS],
  ])("serves the person who reads it, for every code and reason: %s", (_whose, calls) => {
    const wrong = calls.flatMap((call) =>
      explain(call).flatMap((found) => {
        const said = [
          found.sentence,
          found.whoseJob,
          found.nextStep ?? "",
          found.tellGuest ?? "",
          found.money ?? "",
        ];
        const isIdle = found.steps.length === 0 && found.nextStep === null;
        return [
          ...(found.sentence.trim() === "" ? ["no sentence"] : []),
          ...(isIdle && found.tone === "problem" && found.job !== "nobody" ? ["a dead end"] : []),
          ...(call.operation === "submit_order" && found.tellGuest === null && found.tone === "problem"
            ? ["nothing to tell the guest"]
            : []),
          ...(found.causeClass === causeClassOfCall(testExchange({ connectionId: "con_1", ...call }))
            ? []
            : ["another class than the list"]),
          ...said.filter((text) => JARGON.test(text)),
        ].map((fault) => `${fault} – ${found.sentence}`);
      }),
    );
    expect([...new Set(wrong)]).toEqual([]);
  });

  it("leads from an id that nobody mapped to its entry of the queue", () => {
    const [found] = explain({ code: "unmapped_location", status: 422 });
    expect(found).toMatchObject({
      sentence: "PAR's order for location PAR-LOC-7 was refused: nobody has mapped that id.",
      job: "brand_admin",
      tellGuest: "Your order was not placed, and nothing is being made.",
    });
    expect(found?.steps[0]).toMatchObject({ place: "mapping", id: "PAR-LOC-7", needs: "mappings.edit" });
  });

  it.each([
    [
      "refused before the ledger",
      { code: "unmapped_location", status: 422 },
      /“refused”.*must pay back.*not known/,
    ],
    [
      "with a bad signature",
      { code: "signature_mismatch", status: 401 },
      /“refused”.*must pay back.*not known/,
    ],
    ["put off", { code: "rate_limited", status: 429 }, /an error from us, and no order\. Whether it charged/],
    [
      "failed by us",
      { code: "internal", status: 500 },
      /an error from us, and no order\. Whether it charged/,
    ],
    [
      "of nobody knows whom",
      { code: "unauthorized", status: 401, connectionId: null },
      /^Whoever called was told/,
    ],
  ])("says what is known of the guest's money, and no more, of a submit that was %s", (_what, over, said) => {
    const [english, spanish] = explain(over);
    expect(english?.money).toMatch(said);
    expect(spanish?.money).toContain("no se sabe");
    expect(explain({ ...over, operation: "validate_order" })[0]?.money).toBeNull();
  });

  it("leads from a bad signature to what was signed", () => {
    const [found] = explain({ code: "signature_mismatch", status: 401, id: "exc_1" });
    expect(found?.steps[0]).toMatchObject({ place: "signature", id: "exc_1" });
  });

  it.each(orderStates)("says what became of the order before what HTTP says of the call: %s", (state) => {
    const [found] = explain(
      // A refused order's submit and its repeats have the code that PAR was told.
      { status: 200, orderId: "ord_1", code: state === "rejected" ? "item_unavailable" : null },
      { id: "ord_1", state, cause: null, dispute: null, ambiguous: false },
    );
    // As the order's own page and the lists of orders say it.
    expect(found?.causeClass).toBe(causeClassOf({ state, cause: null, dispute: null, ambiguous: false }));
    expect(found?.tone).toBe(
      state === "placed" ? "ok" : state === "rejected" || state === "errored" ? "problem" : "waiting",
    );
    expect(found?.steps[0]).toMatchObject({ place: "order", id: "ord_1" });
  });

  it("names the sender of nothing that nobody vouches for", () => {
    const [found] = explain({ code: "unauthorized", status: 401, connectionId: null, reason: "no_match" });
    expect(found).toMatchObject({
      sentence:
        "A call without a valid token was turned away: none of our secrets made its token. Nobody knows who sent it.",
      job: "nobody",
    });
  });
});
