import { everyBrand } from "@parley/db";
import { type Exchange, type ExchangeBody, findExchange } from "@parley/db/exchanges";
import { readRedactionPolicy } from "@parley/db/guests";
import type { Command } from "commander";
import { type Masking, maskBody, memberKey } from "../../orders/people/guests/body-mask.ts";
import { facts, plain, type Result } from "../kernel/output.ts";
import { notFound } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";
import { type Places, readPlaces } from "../orders/view.ts";

/** `parley exchange show` */
export function addExchangeCommands(program: Command, run: Run): void {
  const exchange = program.command("exchange").description("recorded calls of PAR's and to a POS");
  exchange
    .command("show <id>")
    .description("one call with its headers and bodies, as they were, the guest in them hidden")
    .action(run(show));
}

async function show(session: Session, id: string): Promise<Result> {
  const { db } = session;
  const [found, policy, places] = await Promise.all([
    findExchange(db, { scope: everyBrand, exchangeId: id }),
    readRedactionPolicy(db),
    readPlaces(session),
  ]);
  if (found === null) throw notFound("exchange", id, "orders trace ID");
  const masking: Masking = { hiding: "everything", members: new Set(policy.members.map(memberKey)) };
  const bodies = found.bodies && hidden(found.bodies, masking);
  const json = { exchange: { ...lineOf(found.exchange, places), bodies } };
  return { json, text: [facts(lineOf(found.exchange, places)), ...textOf(bodies)].join("\n\n") };
}

/** The call without what was said in it. */
function lineOf(exchange: Exchange, places: Places) {
  const { locationId, connectionId } = exchange;
  return {
    id: exchange.id,
    at: exchange.at,
    direction: exchange.direction,
    operation: exchange.operation,
    call: `${exchange.method} ${exchange.path}`,
    status: exchange.status,
    outcome: exchange.outcome,
    code: exchange.code,
    reason: exchange.reason,
    took_ms: exchange.durationUs / 1_000,
    order: exchange.orderId,
    attempt: exchange.attempt,
    request_uid: exchange.requestUid,
    online_order: exchange.onlineOrderId,
    store: places.locations.get(locationId ?? "")?.code ?? locationId,
    connection: places.connections.get(connectionId ?? "")?.slug ?? connectionId,
  };
}

function hidden(bodies: ExchangeBody, masking: Masking) {
  const mask = (body: string | null) => (body === null ? null : maskBody(body, masking));
  return {
    request_headers: bodies.requestHeaders,
    request_body: mask(bodies.requestBody),
    response_headers: bodies.responseHeaders,
    response_body: mask(bodies.responseBody),
    string_signed: bodies.stringSigned,
  };
}

function textOf(bodies: ReturnType<typeof hidden> | null): string[] {
  if (bodies === null) return ["Its headers and bodies are not kept, or no longer."];
  const part = (title: string, headers: unknown, body: string | null) => {
    const lines = Object.entries(headers ?? {}).map(([name, value]) => `${name}: ${String(value)}`);
    return [title, ...lines, ...(body ? ["", ...body.split("\n")] : [])].map(plain).join("\n");
  };
  return [
    part("Request", bodies.request_headers, bodies.request_body),
    part("Response", bodies.response_headers, bodies.response_body),
    ...(bodies.string_signed === null ? [] : [`Signed: ${plain(bodies.string_signed)}`]),
  ];
}
