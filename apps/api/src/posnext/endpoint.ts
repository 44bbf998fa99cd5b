import type { IncomingMessage, ServerResponse } from "node:http";
import { newId } from "@parley/db";
import { type BodyOperation, DIGEST_HEADER, operations } from "@parley/par-contract";
import { TEST_PROOF_HEADER } from "../test-calls/proof.ts";
import { UnverifiedBody, VerifiedBody } from "./body.ts";
import type { Acts, AuthenticatedCall, BodyActs } from "./call.ts";
import type { Caller } from "./caller.ts";
import type { PosnextContext } from "./context.ts";
import { type ExchangePart, exchangeRow } from "./exchange.ts";
import { createNotes } from "./learned.ts";
import { judgeHeaders, judgeType, readBody, receive } from "./message.ts";
import { getMenu } from "./operations/get-menu.ts";
import { getOrder } from "./operations/get-order.ts";
import { submitOrder } from "./operations/submit-order.ts";
import { validateOrder } from "./operations/validate-order.ts";
import { createRefuse } from "./refuse.ts";
import { type Reply, signReply } from "./reply.ts";
import { decodeOrderId, matchRoute } from "./router.ts";
import { send } from "./send.ts";
import { createStages, nowUs } from "./stages.ts";

export type Endpoint = (
  req: IncomingMessage,
  res: ServerResponse,
  remoteAddress: string | null,
) => Promise<void>;

/**
 * One call of PAR, from request to answer. A body is read only after its caller is authenticated, and parsed
 * only after it is verified. All refusals take one path, so that each is recorded and none is signed.
 *
 * | stage | does | refuses with |
 * |---|---|---|
 * | route | method, path, type and declared length, from the head alone | 404 405 413 415 |
 * | authenticate | base path and token → `Caller` | 401 |
 * | read | bytes → `UnverifiedBody`: JSON, of which only the six digest fields can be read | 400 408 413 |
 * | verify | digest over the six fields, then claims against the body → `VerifiedBody` | 401 412 403 |
 * | act | parse, ask the ledger, map, price, dispatch: a file per operation | 400 404 503, signed verdict |
 * | sign, send, record | the digest over the bytes that leave; then the exchange row | – |
 */
export function createEndpoint(ctx: PosnextContext): Endpoint {
  const acts: Acts = {
    validate_order: validateOrder(ctx),
    submit_order: submitOrder(ctx),
    get_order: getOrder(ctx),
    get_menu: getMenu(ctx),
  };
  const bodyActs: BodyActs = acts;
  const refuse = createRefuse(ctx);

  return async function serve(req, res, remoteAddress) {
    const startedUs = nowUs();
    const message = receive(req, { id: newId("exc"), remoteAddress, receivedAt: ctx.now() });
    const { note, soFar } = createNotes();
    const stages = createStages(startedUs);
    const stage = stages.run;
    const row = (reply: ExchangePart, endedUs = nowUs()) => {
      return exchangeRow({
        message,
        learned: soFar(),
        stages: stages.soFar(endedUs),
        durationUs: endedUs - startedUs,
        reply,
        sharedIds: ctx.callers.sharedIdsOf(soFar().caller?.connection.id ?? null),
      });
    };

    let caller: Caller | null = null;
    let place: { leave(): void } | null = null;
    let reply: Reply;
    try {
      const route = matchRoute(message.method, message.path);
      note({ operation: route.operation });
      const proof = message.headers[TEST_PROOF_HEADER];
      if (typeof proof === "string") note({ testStore: await ctx.provenStoreOf(proof) });
      // Before the caller is authenticated, so that nothing is read for a call that cannot be served.
      if (operations[route.operation].method === "POST") {
        judgeHeaders(message.headers, { needsBody: route.operation !== "get_menu" });
      }

      const { authorization } = message.headers;
      caller = await stage("authenticate", () =>
        ctx.callers.authenticate({ slug: route.slug, authorization }),
      );
      const { switches, changed } = caller.connection;
      place = ctx.budgets.enter(caller.connection.id);
      note({ caller, seen: { ...changed, operation_path: route.spelling, ...caller.seen } });

      const call: AuthenticatedCall = { message, caller, switches, note, row, stage };
      reply =
        route.operation === "get_order"
          ? await acts.get_order({ ...call, orderId: decodeOrderId(route.orderId) })
          : await actOnBody(route.operation, call, req);
    } catch (error) {
      note({ signerConnectionId: ctx.callers.signerOf(error) });
      reply = refuse({ error, message, caller });
    } finally {
      place?.leave();
    }

    const digest = reply.mayBeSigned && caller !== null ? signReply(reply, caller) : null;
    // The record shows the string that PAR signed or, where its request carried no digest, ours.
    if (digest !== null && soFar().stringSigned === null) note({ stringSigned: digest.string });
    const endedUs = nowUs();
    try {
      await send(res, reply, digest?.digest ?? null, message.id);
    } finally {
      // Made once the answer has left: redacting both bodies takes as long as reading one.
      if (!reply.recorded) ctx.exchanges.write(row(reply, endedUs));
    }
  };

  async function actOnBody<Name extends BodyOperation>(
    operation: Name,
    call: AuthenticatedCall,
    req: IncomingMessage,
  ): Promise<Reply> {
    const unverified = await call.stage("read", async () => {
      const bytes = await readBody(req, ctx.bodyTimeoutMs);
      // Noted before they are parsed, so that a body that is not JSON is recorded too.
      call.note({ bytes });
      if (bytes.length > 0) judgeType(call.message.headers);
      const header = call.message.headers[DIGEST_HEADER];
      const body = UnverifiedBody.read({ operation, caller: call.caller, bytes, header });
      call.note({ fields: body.fields, organizationId: body.organizationId, seen: body.seen });
      return body;
    });
    const body = await call.stage("verify", () => {
      const verified = VerifiedBody.verify(unverified);
      const { digest } = verified;
      if (digest !== null)
        call.note({ stringSigned: digest.string, seen: { cents_reading: digest.reading } });
      return verified;
    });
    return await bodyActs[operation]({ ...call, body });
  }
}
