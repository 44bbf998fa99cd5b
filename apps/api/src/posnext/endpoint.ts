import type { IncomingMessage, ServerResponse } from "node:http";
import { newId } from "@parley/db";
import { type BodyOperation, DIGEST_HEADER, operations } from "@parley/par-contract";
import { AppError } from "../errors.ts";
import { failpoint, isFailpointArmed } from "../failpoint.ts";
import { UnverifiedBody, VerifiedBody } from "./body.ts";
import type { Acts, AuthenticatedCall, BodyActs } from "./call.ts";
import type { Caller } from "./caller.ts";
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
  const acts: Acts = {
    validate_order: validateOrder(ctx),
    submit_order: submitOrder(ctx),
    get_order: getOrder(ctx),
    get_menu: getMenu(ctx),
  };
  const bodyActs: BodyActs = acts;

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
      learned.operation = route.operation;
      // Judged before the caller is, so that nothing is read for a call that cannot be served.
      if (operations[route.operation].method === "POST") judgeHeaders(message.headers);

      const { authorization } = message.headers;
      caller = await stage("authenticate", () =>
        ctx.callers.authenticate({ slug: route.slug, authorization }),
      );
      learned.caller = caller;
      learned.seen = { ...caller.connection.changed, operation_path: route.spelling, ...caller.seen };

      const { switches } = caller.connection;
      const call: AuthenticatedCall = { message, caller, switches, learned, row: rowOf, stage };
      reply =
        route.operation === "get_order"
          ? await acts.get_order({ ...call, orderId: route.orderId })
          : await actOnBody(route.operation, call, req);
    } catch (error) {
      reply = refuse(error, message, caller);
    }

    const digest = reply.mayBeSigned && caller !== null ? signReply(reply, caller) : null;
    learned.stringSigned ??= digest?.string ?? null;
    if (!reply.recorded) ctx.exchanges.write(rowOf(reply));
    send(res, reply, digest?.digest ?? null);
  };

  async function actOnBody<Name extends BodyOperation>(
    operation: Name,
    call: AuthenticatedCall,
    req: IncomingMessage,
  ): Promise<Reply> {
    const unverified = await call.stage("read", () => readUnverified(req, call, ctx.bodyTimeoutMs));
    const body = await call.stage("verify", () => verify(operation, call, unverified));
    return await bodyActs[operation]({ ...call, body });
  }

  /** The one exit of everything that was thrown. Not every failure of an unauthenticated caller is recorded. */
  function refuse(error: unknown, message: Message, caller: Caller | null): Reply {
    const refusal = refusalReply(error, message.id, caller);
    if (refusal.code === "internal")
      ctx.log.error({ err: error, exchangeId: message.id }, "a call of PAR failed");
    if (caller !== null) return refusal;
    const limit = ctx.unauthenticatedLimit.refused(message.remoteAddress);
    if (!limit.answer429) return { ...refusal, recorded: !limit.record };
    const tooMany = new AppError("rate_limited", {
      message: "Too many calls that could not be served; slow down",
      reason: refusal.reason ?? refusal.code ?? "refused",
      retryAfterSeconds: limit.retryAfterSeconds,
    });
    return { ...refusalReply(tooMany, message.id, null), recorded: !limit.record };
  }
}

async function readUnverified(
  req: IncomingMessage,
  { message, caller, learned }: AuthenticatedCall,
  timeoutMs: number,
): Promise<UnverifiedBody> {
  message.bytes = await readBody(req, timeoutMs);
  const body = UnverifiedBody.read(message.bytes);
  learned.fields = body.fields;
  learned.organizationId = body.organizationId ?? caller.claims.organizationId;
  learned.seen = { ...learned.seen, ...body.seen };
  return body;
}

function verify<Name extends BodyOperation>(
  operation: Name,
  { message, caller, learned }: AuthenticatedCall,
  unverified: UnverifiedBody,
): VerifiedBody<Name> {
  const header = message.headers[DIGEST_HEADER];
  // Whether PAR signs what need not be signed is one of the guesses.
  if (!operations[operation].requestSigned)
    learned.seen = { ...learned.seen, unsigned_digest: header === undefined ? "absent" : "present" };
  const body = VerifiedBody.verify({ operation, caller, body: unverified, header });
  if (body.digest !== null) {
    learned.stringSigned = body.digest.string;
    learned.seen = { ...learned.seen, cents_reading: body.digest.reading };
  }
  return body;
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
