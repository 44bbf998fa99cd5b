import { setTimeout as pause } from "node:timers/promises";
import { everyBrand } from "@parley/db";
import { type Exchange, findExchange } from "@parley/db/exchanges";
import { type Words, wordsIn } from "@parley/words";
import type { TestOutcome } from "../../test-calls/answer.ts";
import type { TestFault, TestOperation } from "../../test-calls/faults.ts";
import type { TestCall } from "../../test-calls/test-calls.ts";
import { facts, plain, type Result, table } from "../kernel/output.ts";
import type { Session } from "../kernel/session.ts";
import { traceOf } from "../orders/trace.ts";
import { readPlaces, refusedJson } from "../orders/view.ts";

const POLL_MS = 50;
/** What is not committed with an order is recorded just after the answer has left. */
const RECORDED_WITHIN_MS = 3_000;
/** Of a menu, the first lines say enough; `--json` has it all. */
const BODY_SHOWN_MAX = 4_000;

interface About {
  location: string;
  operation: TestOperation;
  fault: TestFault;
}

/** What came back, what PAR checks in it, and the trace of the order; of a call without one, how it was recorded. */
export async function showAnswer(session: Session, call: TestCall, about: About): Promise<Result> {
  const { orderId, checks, issues } = call;
  const exchange = await recorded(session, call.exchangeId);
  const trace = orderId === null ? null : await traceOf(session, orderId, await readPlaces(session));
  const say = wordsIn("en")("simulator");
  const parts = [
    `${say(`answer.outcome.${OUTCOMES[call.outcome]}`)}.`,
    factsOf(call, exchange),
    ...(issues.length === 0
      ? []
      : [table(issues, { code: ({ code }) => code, reason: ({ message }) => message }, "")]),
    `${say("answer.checks")}:\n${checksTable(checks, say)}`,
    `${say("answer.title")}:\n${bodyText(call.responseBody)}`,
    ...(trace === null
      ? []
      : [`${say("trace.order")}: npm run parley -- order trace ${orderId}\n\n${trace.text}`]),
  ];
  const json = { test_call: callJson(call, about, exchange), trace: trace?.json ?? null };
  return { json, text: parts.join("\n\n"), isBad: about.fault === "none" && checks.some(({ ok }) => !ok) };
}

async function recorded({ db }: Session, exchangeId: string | null): Promise<Exchange | null> {
  if (exchangeId === null) return null;
  const deadline = performance.now() + RECORDED_WITHIN_MS;
  for (;;) {
    const found = await findExchange(db, { scope: everyBrand, exchangeId });
    if (found !== null) return found.exchange;
    if (performance.now() >= deadline) return null;
    await pause(POLL_MS);
  }
}

const OUTCOMES = {
  validated: "VALIDATED",
  placed: "PLACED",
  pending: "PENDING",
  rejected: "REJECTED",
  errored: "ERRORED",
  menu: "MENU",
  refused: "REFUSED",
  unclear: "UNCLEAR",
} as const satisfies Record<TestOutcome, string>;

function factsOf(call: TestCall, exchange: Exchange | null): string {
  return facts({
    "http status": call.status,
    milliseconds: call.durationMs,
    "stored answer": call.isReplay,
    "request uid": call.requestUid,
    order: call.orderId,
    call: call.exchangeId,
    recorded: exchange === null ? "not yet" : [exchange.code, exchange.reason].filter(Boolean).join(", "),
  });
}

function checksTable(checks: TestCall["checks"], say: Words<"simulator">): string {
  return table(
    checks,
    {
      check: ({ name }) => name,
      is: ({ ok }) => say(ok ? "answer.ok" : "answer.notOk"),
      found: ({ detail }) => detail,
    },
    "-",
  );
}

function bodyText(body: string): string {
  const lines = pretty(body).split("\n").map(plain).join("\n");
  if (lines.length <= BODY_SHOWN_MAX) return lines;
  return `${lines.slice(0, BODY_SHOWN_MAX)}\n… (--json has all of it)`;
}

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    // A menu may be longer than is kept of it.
    return body;
  }
}

function callJson(call: TestCall, { location, operation, fault }: About, exchange: Exchange | null) {
  return {
    location,
    operation,
    fault,
    outcome: call.outcome,
    issues: call.issues,
    status: call.status,
    duration_ms: call.durationMs,
    is_replay: call.isReplay,
    request_uid: call.requestUid,
    order_id: call.orderId,
    checks: call.checks,
    request_body: call.requestBody,
    response_body: call.responseBody,
    exchange_id: call.exchangeId,
    exchange: exchange === null ? null : refusedJson(exchange),
  };
}
