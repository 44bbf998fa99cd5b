import { BRIDGE_EVENTS, EVENT_BODY_BYTES_MAX, signAnswer } from "@parley/bridge-contract";
import { newId } from "@parley/db";
import express, { type NextFunction, type Request, type Response, type Router } from "express";
import type { Context } from "../context.ts";
import { isJsonType } from "../http/json-body.ts";
import { wholeHeaders } from "../http/message-head.ts";
import { type EventAnswer, refused } from "./answer.ts";
import { eventExchange } from "./exchange.ts";
import { type Received, receiveEvent } from "./receive.ts";
import type { ReceivedEvent, Sender } from "./sender.ts";

/** The door for a POS: the one address to which it reports events (docs/bridge.md, chapter 8). */
export function createBridgeRouter(ctx: Context): Router {
  const router = express.Router({ caseSensitive: true, strict: true });
  const readBody = express.raw({ type: () => true, limit: EVENT_BODY_BYTES_MAX, inflate: false });

  router.post(BRIDGE_EVENTS.path, judgeType, readBody, async (req, res) => {
    const receivedAt = ctx.now();
    const startedMs = performance.now();
    const received: ReceivedEvent = {
      method: req.method,
      path: BRIDGE_EVENTS.path,
      headers: req.headers,
      body: Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0),
    };
    const outcome = await receiveEvent(ctx, received, receivedAt);
    const { answer, isRecorded } = limited(outcome, req.ip ?? null);
    send(res, answer, outcome.sender);
    if (!isRecorded) return;
    const { sender, order } = outcome;
    const durationUs = Math.round((performance.now() - startedMs) * 1_000);
    const id = newId("exc");
    const remoteAddress = req.ip ?? null;
    ctx.exchanges.write(
      eventExchange({ id, received, receivedAt, remoteAddress, durationUs, sender, order, answer }),
    );
  });
  router.all(BRIDGE_EVENTS.path, (_req, res) => {
    res.setHeader("allow", BRIDGE_EVENTS.method);
    send(res, refused("method_not_allowed", `Events are sent by ${BRIDGE_EVENTS.method}`), null);
  });
  router.use(BRIDGE_EVENTS.path, unreadable);
  return router;

  /** A sender who fails to authenticate too often must wait; further tries are counted, not recorded. */
  function limited(
    { answer, sender }: Received,
    address: string | null,
  ): { answer: EventAnswer; isRecorded: boolean } {
    if (sender !== null) return { answer, isRecorded: answer.code !== "rate_limited" };
    if (answer.code !== "unauthorized") return { answer, isRecorded: true };
    const limit = ctx.unauthenticatedLimit.refused(address);
    if (!limit.answer429) return { answer, isRecorded: limit.record };
    const { retryAfterSeconds } = limit;
    const tooMany = refused("rate_limited", "Too many refused messages from this address", {
      retryAfterSeconds,
    });
    return { answer: tooMany, isRecorded: limit.record };
  }
}

function judgeType(req: Request, res: Response, next: NextFunction): void {
  if (isJsonType(wholeHeaders(req)["content-type"] ?? "")) next();
  else send(res, refused("unsupported_media_type", "Send application/json in UTF-8"), null);
}

/** The answer to a body that its reader refuses: too long, compressed, cut off. */
function unreadable(error: unknown, _req: Request, res: Response, next: NextFunction): void {
  const status = error instanceof Error && "status" in error ? error.status : null;
  if (status === 413) send(res, refused("payload_too_large", "The body is larger than 256 KiB"), null);
  else if (status === 415) {
    send(res, refused("unsupported_media_type", "Compressed bodies are not taken"), null);
  } else if (status === 400) send(res, refused("invalid_request", "The body did not arrive whole"), null);
  else next(error);
}

/** Only answers to verified messages are signed: that proves to the POS that Parley itself has its event. */
function send(res: Response, answer: EventAnswer, sender: Sender | null): void {
  const { status, retryAfterSeconds } = answer;
  const bytes = Buffer.from(JSON.stringify(answer.body));
  if (sender !== null) {
    const { key, messageId: id, timestamp } = sender;
    const request = { ...BRIDGE_EVENTS, id, timestamp };
    res.set({ ...signAnswer({ key, request, status, body: bytes }) });
  }
  if (retryAfterSeconds !== null) res.set("retry-after", String(retryAfterSeconds));
  res.status(status).set({ "content-type": "application/json", "cache-control": "no-store" }).send(bytes);
}
