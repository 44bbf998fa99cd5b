import type { Order } from "@parley/db/orders";
import { afterEach, describe, expect, it } from "vitest";
import {
  createHostileStage,
  errorAnswer,
  type HostileAnswer,
  untilWritten,
  within,
} from "../../../pos/testing/hostile-pos.ts";
import { type LedgerState, next } from "../../lifecycle.ts";
import { type AttemptOutcome, causeOf, eventOf, evidenceOf } from "../../outcome.ts";
import { at, autopsyInput, orderRow, result } from "../../testing/explained-order.ts";
import { readTryEnd, untakenIssue } from "../../try-end.ts";
import { autopsy } from "./autopsy.ts";

/**
 * Every way in which a call to a POS can end without a decision, on a real socket, and what a person and PAR are told
 * of it (A): a POS that answers was reached, and one that was not reached did not answer.
 */

const stage = createHostileStage();
afterEach(() => stage.close());

const WRITTEN: LedgerState = { state: "dispatching", attempt: 1, ambiguous: false, absences: 0 };
const PLACED = JSON.stringify(stage.placed);

/** Explains the order whose only try ended so, before and after its give-up time. */
function told(outcome: AttemptOutcome) {
  const step = next(WRITTEN, eventOf(outcome, "A"));
  if (step.kind !== "moved") throw new Error(step.why);
  const ended = next(step.to, { kind: "gave_up" });
  if (ended.kind !== "moved") throw new Error(ended.why);
  const kept = { outcome: outcome.kind, evidence: evidenceOf(outcome) };
  const results = [result(kept.outcome, kept.evidence)];
  const explain = (to: LedgerState) =>
    autopsy(autopsyInput({ order: orderIn(to, outcome), results, now: at(0) }));
  return { at: explain(step.to), end: explain(ended.to), par: untakenIssue(readTryEnd(kept)).message };
}

function orderIn(to: LedgerState, outcome: AttemptOutcome): Order {
  return orderRow({
    ...to,
    cause: causeOf(outcome),
    posOrderId: null,
    guestName: null,
    dueAt: at(1),
    finalAt: null,
    updatedAt: at(0),
  });
}

const place = (url: string) => stage.adapterFor(url).place(stage.order, within(10_000));

async function answeredWith(answer: HostileAnswer) {
  const pos = await stage.hostile(() => answer);
  const outcome = await place(pos.url);
  if (outcome.kind === "duplicate") throw new Error("The answer decides");
  return outcome;
}

async function spoken(bytes: string) {
  const url = await stage.raw((socket) => socket.end(bytes));
  const outcome = await place(url);
  if (outcome.kind === "duplicate") throw new Error("The answer decides");
  return outcome;
}

describe("a POS that answers that it made no order", () => {
  it.each([
    ["store_not_found", 404, "this POS has no such store"],
    ["route_not_found", 404, "no such path"],
    ["invalid_request", 400, "the body or path is not of this protocol"],
    ["not_placed", 503, "a fault, and surely no order came of it"],
  ])("is said to have answered, with its status: %s", async (code, status, means) => {
    const outcome = await answeredWith(errorAnswer(code, status));
    expect(outcome.kind).toBe("not_placed");
    const { at, end, par } = told(outcome);
    const what = `POS of Taco One answered ${status} and made no order (${means})`;
    expect(at).toMatchObject({ sentence: expect.stringContaining(what), causeClass: "pos_fault" });
    expect(end).toMatchObject({ sentence: expect.stringContaining(what), causeClass: "pos_fault" });
    expect(end.sentence).toContain("The kitchen surely does not have it");
    expect(par).toBe(`The store's POS answered ${status} and did not take the order; no order was made`);
  });
});

describe("a POS that answers what cannot be used", () => {
  const unsigned = { sign: false } as const;
  it.each<[string, HostileAnswer, string]>([
    [
      "201 with an empty body",
      { status: 201, body: "" },
      "answered 201, but its answer cannot be used (the answer is not JSON)",
    ],
    [
      "a page of HTML",
      { body: "<html>Welcome</html>", headers: { "content-type": "text/html" }, ...unsigned },
      "answered 200, but its answer cannot be used (the answer is not signed)",
    ],
    [
      "a part of an answer",
      { status: 206, body: PLACED },
      "answered 206, but its answer cannot be used (the answer is only a part)",
    ],
    [
      "a key twice",
      { body: PLACED.replace("{", '{"pos_order_id":"STORE-1-000009",') },
      "answered 200, but its answer cannot be used (the answer says one thing twice)",
    ],
    [
      "JSON that is cut off",
      { body: PLACED.slice(0, -5) },
      "answered 200, but its answer cannot be used (the answer is not JSON)",
    ],
    [
      "JSON of another form",
      { body: "{}" },
      "answered 200, but its answer cannot be used (the answer is not of the agreed form)",
    ],
    [
      "no content",
      { status: 204, body: "" },
      "answered 204, but its answer cannot be used (the answer is not JSON)",
    ],
    [
      "an order of another reference",
      { body: JSON.stringify({ ...stage.placed, reference: "6f0f1c52-9d0e-5b7a-8a4e-2c5d1b9e7f31" }) },
      "(the answer is about another order)",
    ],
    [
      "an order of another store",
      { body: JSON.stringify({ ...stage.placed, store: "other" }) },
      "(the answer is about another store)",
    ],
    [
      "a compressed answer",
      { body: PLACED, headers: { "content-encoding": "gzip" } },
      "answered 200, but its answer cannot be used (the answer is compressed, which was not asked for)",
    ],
    [
      "more than is read",
      { body: PLACED, headers: { "content-length": String(64 * 1024 * 1024) } },
      "answered 200, but its answer cannot be used (the answer is longer than is read)",
    ],
  ])("is said to have answered: %s", async (_what, answer, words) => {
    const outcome = await answeredWith(answer);
    expect(outcome.kind).toBe("unknown");
    const { at, end } = told(outcome);
    expect(at).toMatchObject({ sentence: expect.stringContaining(words), causeClass: "pos_fault" });
    expect(at.sentence).toContain("We do not know whether the kitchen has the order");
    expect(end).toMatchObject({ sentence: expect.stringContaining(words), causeClass: "pos_fault" });
    expect(end.sentence).toContain("We do not know whether the kitchen has the order.");
  });

  it.each([
    ["that is no HTTP", "hello\r\n\r\n", "gave an answer that cannot be read (the answer is not HTTP)"],
    [
      "cut off within",
      "HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{",
      "answered 200, but its answer cannot be used (the connection was lost)",
    ],
    [
      "with headers without end",
      `HTTP/1.1 200 OK\r\nx: ${"y".repeat(200_000)}\r\n\r\n`,
      "gave an answer that cannot be read (the answer's headers are longer than is read)",
    ],
  ])("is said to have answered: something %s", async (_what, bytes, words) => {
    const { at } = told(await spoken(bytes));
    expect(at).toMatchObject({ sentence: expect.stringContaining(words), causeClass: "pos_fault" });
  });

  it.each<[string, HostileAnswer, string]>([
    [
      "a redirect",
      { status: 308, body: "", headers: { location: "/other" } },
      "answered 308, which does not say whether it has the order (it sends elsewhere (308), which is not followed)",
    ],
    [
      "a bare 404",
      { status: 404, body: "Not Found", ...unsigned },
      "answered 404, which does not say whether it has the order (the answer is not signed)",
    ],
    [
      "a refusal without a reason",
      errorAnswer("refused", 422),
      "answered 422, which does not say whether it has the order (the refusal gives no reason that is known)",
    ],
    [
      "too many requests",
      errorAnswer("rate_limited", 429),
      "answered 429, which does not say whether it has the order (it was called too often)",
    ],
    [
      "an error under another status",
      errorAnswer("refused", 404),
      "(it answered 404 with the code of another status (refused))",
    ],
    ["not modified", { status: 304, body: "" }, "answered 304, which does not say whether it has the order"],
  ])("is not taken at a word that it did not give: %s", async (_what, answer, words) => {
    const { at } = told(await answeredWith(answer));
    expect(at).toMatchObject({ sentence: expect.stringContaining(words), causeClass: "pos_fault" });
  });

  it.each<[string, HostileAnswer, number]>([
    ["its own fault", errorAnswer("internal", 500), 500],
    ["unavailable", errorAnswer("unavailable", 503), 503],
    ["a proxy's page", { status: 502, body: "<html>Bad Gateway</html>", sign: false }, 502],
  ])("is said to have failed: %s", async (_what, answer, status) => {
    const { at, end } = told(await answeredWith(answer));
    expect(at.sentence).toContain(`The POS of Taco One answered with a fault (${status}). We do not know`);
    expect(end.sentence).toContain(`answered with a fault (${status}). The POS of Taco One never said`);
  });
});

describe("a POS that writes why", () => {
  const wrote = (message: string): HostileAnswer => ({
    status: 500,
    body: JSON.stringify({ error: { code: "internal", message } }),
  });

  it("is quoted in its own words, before and after the order is given up", async () => {
    const { at, end } = told(await answeredWith(wrote("Printer 2 is offline")));
    expect(at.sentence).toContain("The POS wrote: “Printer 2 is offline”");
    expect(end.sentence).toContain("The POS wrote: “Printer 2 is offline”");
  });

  it("is quoted in one bounded line that reaches no guest and cannot end the quotation", async () => {
    const message = `Guest ada@example.com, +1 213 555 0123:\nsaid” “no\u202e ${"x".repeat(5_000)}`;
    const { at } = told(await answeredWith(wrote(message)));
    const [, quote = ""] = /The POS wrote: “([^”]*)”/.exec(at.sentence) ?? [];
    expect(quote).toMatch(/^Guest a•••@e•••\.com, \+1 ••• ••• 0123: said’ ’no x/);
    expect(quote.length).toBeLessThanOrEqual(160);
    expect(at.sentence).not.toMatch(/ada@|555|\u202e/);
  });

  it("is not quoted where nobody wrote anything", async () => {
    expect(told(await answeredWith(wrote(""))).at.sentence).not.toContain("wrote");
  });
});

describe("a POS that does not answer", () => {
  it("is said to be silent where the connection broke or the time ran out", async () => {
    const broken = told(await spoken(""));
    expect(broken.at).toMatchObject({
      sentence: expect.stringContaining("did not answer (the connection was lost). We do not know"),
      causeClass: "pos_silent",
    });
    const pos = await stage.hostile(() => undefined);
    const outcome = await stage.adapterFor(pos.url).place(stage.order, untilWritten());
    if (outcome.kind === "duplicate") throw new Error("The answer decides");
    expect(told(outcome).at.sentence).toContain("The POS of Taco One did not answer. We do not know");
  });

  it("is said not to have been reached where nothing was sent", async () => {
    const url = await stage.raw(() => undefined);
    await stage.closeLast();
    const outcome = await place(url);
    if (outcome.kind === "duplicate") throw new Error("The answer decides");
    const { end, par } = told(outcome);
    expect(end).toMatchObject({
      sentence: expect.stringContaining("could not be reached (it refused the connection)"),
      causeClass: "pos_unreachable",
    });
    expect(par).toBe("The store's POS could not be reached; no order was made");
  });

  it("is not blamed where its settings cannot be used", () => {
    const { end, par } = told({ kind: "not_sent", reason: "pos_key_invalid", call: null });
    expect(end.sentence).toContain("was not called (its key is missing or is none)");
    expect(end).toMatchObject({ job: "brand_admin", causeClass: "store_setup" });
    expect(par).toBe("The order could not be sent to the store's POS; no order was made");
  });
});
