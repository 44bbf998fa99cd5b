import type { IncomingMessage, ServerResponse } from "node:http";
import { newId } from "@parley/db";
import {
  DIGEST_HEADER,
  type OperationName,
  operations,
  parseJson,
  readDigestFields,
} from "@parley/par-contract";
import { AppError } from "../errors.ts";
import { failpoint, isFailpointArmed } from "../failpoint.ts";
import type { Act, Call } from "./call.ts";
import { type Caller, verifyBody, verifyClaims } from "./caller.ts";
import type { PosnextContext } from "./context.ts";
import { exchangeRow, nothingLearned } from "./exchange.ts";
import { judgeHeaders, type Message, readBody, receive } from "./message.ts";
import { getMenu } from "./operations/get-menu.ts";
import { getOrder } from "./operations/get-order.ts";
import { submitOrder } from "./operations/submit-order.ts";
import { validateOrder } from "./operations/validate-order.ts";
import { commonHeaders, type Reply, refusalReply, signReply } from "./reply.ts";
import { matchRoute } from "./router.ts";
import { createStages, nowUs } from "./stages.ts";

export type Endpoint = (
  req: IncomingMessage,
  res: ServerResponse,
  remoteAddress: string | null,
) => Promise<void>;

/**
 * One call of PAR, from the socket and back. The order of the stages is the order of trust: what
 * is not authenticated is not read, what is not verified is not parsed, and every refusal leaves
 * by the same exit, so that every refusal is recorded and none is signed.
 *
 * | stage | does | refuses with |
 * |---|---|---|
 * | route | method, path, type and declared length, from the head alone | 404 405 413 415 |
 * | authenticate | base path and token → caller | 401 |
 * | read | bytes → JSON → the six digest fields | 400 408 413 |
 * | verify | digest over the six fields, then claims against the body | 401 412 403 |
 * | act | parse, ask the ledger, map, price, dispatch: one file per operation | 400 404 503, or a signed verdict |
 * | record, sign, send | the exchange row; the digest over the bytes that leave | – |
 */
export function createEndpoint(ctx: PosnextContext): Endpoint {
  const acts: Record<OperationName, Act> = {
    validate_order: validateOrder(ctx),
    submit_order: submitOrder(ctx),
    get_order: getOrder(ctx),
    get_menu: getMenu(ctx),
  };

  return async function serve(req, res, remoteAddress) {
    const startedUs = nowUs();
    const message = receive(req, { id: newId("exc"), remoteAddress, receivedAt: ctx.now() });
    const learned = nothingLearned();
    const stages = createStages();
    const stage = stages.run;
    const rowOf = (part: Omit<Reply, "recorded">) =>
      exchangeRow({ message, learned, stages: stages.soFar(), durationUs: nowUs() - startedUs, reply: part });

    let caller: Caller | null = null;
    let reply: Reply;
    try {
      const route = matchRoute(message.method, message.path);
      const operation = operations[route.operation];
      learned.operation = operation.name;
      const hasBody = operation.method === "POST";
      if (hasBody) judgeHeaders(message.headers);

      const { authorization } = message.headers;
      caller = await stage("authenticate", () =>
        ctx.callers.authenticate({ slug: route.slug, authorization }),
      );
      learned.caller = caller;
      learned.seen = { ...caller.connection.changed, operation_path: route.spelling, ...caller.seen };

      const call: Call = {
        message,
        caller,
        switches: caller.connection.switches,
        learned,
        json: null,
        fields: null,
        organizationId: caller.claims.organizationId,
        orderId: route.orderId,
        row: rowOf,
        stage,
      };
      if (hasBody) {
        await stage("read", () => readCall(req, call, ctx.bodyTimeoutMs));
        await stage("verify", () => verifyCall(call, operation.requestSigned));
      }
      reply = await acts[operation.name](call);
    } catch (error) {
      reply = refuse(error, message, caller);
    }

    const digest = reply.mayBeSigned && caller !== null ? signReply(reply, caller) : null;
    learned.stringSigned ??= digest?.string ?? null;
    if (!reply.recorded) ctx.exchanges.write(rowOf(reply));
    send(res, reply, digest?.digest ?? null);
  };

  /** The one exit of everything that was thrown. A stranger's failures are counted, not all are kept. */
  function refuse(error: unknown, message: Message, caller: Caller | null): Reply {
    const refusal = refusalReply(error, message.id, caller);
    if (refusal.code === "internal")
      ctx.log.error({ err: error, exchangeId: message.id }, "a call of PAR failed");
    if (caller !== null) return refusal;
    const stranger = ctx.unauthenticatedLimit.refused(message.remoteAddress);
    if (!stranger.answer429) return { ...refusal, recorded: !stranger.record };
    const tooMany = new AppError("rate_limited", {
      message: "Too many calls that could not be served; slow down",
      reason: refusal.reason ?? refusal.code ?? "refused",
      retryAfterSeconds: stranger.retryAfterSeconds,
    });
    return { ...refusalReply(tooMany, message.id, null), recorded: !stranger.record };
  }
}

async function readCall(req: IncomingMessage, call: Call, timeoutMs: number): Promise<void> {
  call.message.bytes = await readBody(req, timeoutMs);
  call.json = parseJson(call.message.bytes);
  const { fields, organizationId, seen } = readDigestFields(call.json);
  const { claims } = call.caller;
  call.fields = fields;
  call.organizationId = organizationId ?? claims.organizationId;
  call.learned.fields = fields;
  call.learned.organizationId = call.organizationId;
  call.learned.seen = { ...call.learned.seen, ...seen };
}

function verifyCall(call: Call, isSigned: boolean): void {
  const { caller, fields, organizationId, learned, message } = call;
  if (fields === null) return;
  const header = message.headers[DIGEST_HEADER];
  if (isSigned) {
    const digest = verifyBody({ caller, fields, organizationId, header });
    learned.stringSigned = digest.string;
    learned.seen = { ...learned.seen, cents_reading: digest.reading };
  } else {
    learned.seen = { ...learned.seen, unsigned_digest: header === undefined ? "absent" : "present" };
    verifyClaims(caller, { organizationId, locationId: fields.locationId });
  }
}

function send(res: ServerResponse, reply: Reply, digest: string | null): void {
  if (res.destroyed || res.headersSent) return;
  const headers: Record<string, string> = { ...commonHeaders(reply.body), ...reply.headers };
  if (digest !== null) headers[DIGEST_HEADER] = digest;
  // What was not read is not waited for: a refused upload ends with its connection.
  if (!res.req.complete) headers.connection = "close";
  res.writeHead(reply.status, headers);
  const halfway = reply.status === 202 ? "cp06" : "cp18";
  if (isFailpointArmed(halfway)) {
    const half = Math.floor(reply.body.length / 2);
    res.write(reply.body.slice(0, half), () => failpoint(halfway));
    res.end(reply.body.slice(half));
  } else res.end(reply.body);
}
