import { createHmac, timingSafeEqual, webcrypto } from "node:crypto";
import { parseSigningKey, signRequest } from "@parley/bridge-contract";
import { newId } from "@parley/db";
import express, { type Express, type Request, type Response } from "express";
import { jwtVerify } from "jose";
import { Pool } from "undici";
import { z } from "zod";
import type { TwinDatabase } from "./database.ts";
import {
  answerOf,
  type PosOrderBody,
  posOrderOf,
  signedPart,
  stringOf,
  type TwinOrder,
  twinOrder,
} from "./order.ts";
import { createBatch, exchangeOf, firstRowsOf, referenceOf, type TwinPlace } from "./rows.ts";

/**
 * The bare twins: these four routes, written for speed and nothing else. They verify
 * token and digest, parse, run the database statements that Parley ran on 30 November 2026, write the same exchange
 * rows and, for submit, call the same POS with plain undici. They lack what Parley adds: strict JSON, spellings,
 * mapping, pricing, redaction, an adapter that checks the POS's answers, a lifecycle. Frozen: they do not follow what
 * Parley learns.
 */
export interface TwinOptions {
  db: TwinDatabase;
  place: TwinPlace;
  sharedId: string;
  posUrl: string;
  posKey: string;
  /** The menu answer, as our own route gave it. */
  menu: object;
}

const placedAnswer = z.object({ pos_order_id: z.string() });

export async function createTwins(options: TwinOptions): Promise<Express> {
  const { db, place } = options;
  const secret = Buffer.from(options.sharedId);
  const tokenKey = await webcrypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-256" }, false, [
    "verify",
  ]);
  const digestKey = secret.subarray(0, 10);
  const digestOf = (text: string) => createHmac("sha256", digestKey).update(text).digest();
  const posKey = parseSigningKey(options.posKey);
  const pos = new Pool(options.posUrl, { connections: 32 });
  const batch = createBatch(db);

  async function verifyToken(req: Request): Promise<void> {
    await jwtVerify((req.headers.authorization ?? "").slice("Bearer ".length), tokenKey, {
      algorithms: ["HS256"],
    });
  }

  function verifiedOrder(req: Request, text: string): TwinOrder {
    const body = twinOrder.parse(JSON.parse(text));
    const digest = Buffer.from(String(req.headers["x-pch-digest"]), "hex");
    if (!timingSafeEqual(digest, digestOf(stringOf(body)))) throw new Error("The digest is wrong");
    return body;
  }

  async function placeAtPos(
    posOrder: PosOrderBody,
  ): Promise<{ posOrderId: string; text: string; path: string; body: string }> {
    const path = `/v1/stores/${posOrder.store}/orders/${posOrder.reference}`;
    const body = JSON.stringify(posOrder);
    const signed = signRequest({ key: posKey, id: newId("exc"), at: new Date(), method: "PUT", path, body });
    const headers = { "content-type": "application/json", ...signed };
    const response = await pos.request({ method: "PUT", path, headers, body });
    const text = await response.body.text();
    return { posOrderId: placedAnswer.parse(JSON.parse(text)).pos_order_id, text, path, body };
  }

  async function submit(req: Request, res: Response): Promise<void> {
    const now = new Date();
    await verifyToken(req);
    const requestBody = String(req.body);
    const body = verifiedOrder(req, requestBody);
    const id = newId("ord");
    const posOrder = posOrderOf(body, { reference: referenceOf(place, body), store: place.store });
    const { connectionId } = place;
    const key = [connectionId, body.organization_id, body.location_id, body.request_uid] as const;
    if (await db.findOrderByKey(key)) throw new Error("The load must not repeat itself");
    await db.insertOrder(firstRowsOf(place, { id, body, posOrder, worker: "twin" }));
    const placed = await placeAtPos(posOrder);
    const answer = answerOf(body, "placed", placed.posOrderId);
    const about = { startedAt: now, order: body, orderId: id };
    const inward = exchangeOf(place, {
      ...about,
      operation: "submit_order",
      method: "POST",
      path: req.path,
      requestBody,
      responseBody: answer,
    });
    const outward = exchangeOf(place, {
      ...about,
      operation: "place_order",
      direction: "out",
      method: "PUT",
      path: placed.path,
      requestBody: placed.body,
      responseBody: placed.text,
    });
    await db.recordResult({
      orderId: id,
      resultId: newId("res"),
      posOrderId: placed.posOrderId,
      worker: "twin",
      answer,
      exchanges: [outward, inward],
    });
    send(res, answer, digestOf(stringOf(body)));
  }

  async function validate(req: Request, res: Response): Promise<void> {
    const startedAt = new Date();
    await verifyToken(req);
    const requestBody = String(req.body);
    const order = verifiedOrder(req, requestBody);
    const answer = answerOf(order, "validated", null);
    batch(
      exchangeOf(place, {
        operation: "validate_order",
        method: "POST",
        path: req.path,
        startedAt,
        requestBody,
        responseBody: answer,
        order,
      }),
    );
    send(res, answer, digestOf(stringOf(order)));
  }

  async function status(req: Request, res: Response): Promise<void> {
    const startedAt = new Date();
    await verifyToken(req);
    const found = await db.findAnswer({ connectionId: place.connectionId, orderId: String(req.params.id) });
    const answer = found ?? "";
    const digest = digestOf(stringOf(signedPart.parse(JSON.parse(answer))));
    batch(
      exchangeOf(place, {
        operation: "get_order",
        method: "GET",
        path: req.path,
        startedAt,
        requestBody: null,
        responseBody: answer,
      }),
    );
    send(res, answer, digest);
  }

  async function menus(req: Request, res: Response): Promise<void> {
    const startedAt = new Date();
    await verifyToken(req);
    const requestBody = String(req.body);
    const { request_uid } = z.object({ request_uid: z.string() }).parse(JSON.parse(requestBody));
    const answer = JSON.stringify({ ...options.menu, request_uid });
    batch(
      exchangeOf(place, {
        operation: "get_menu",
        method: "POST",
        path: req.path,
        startedAt,
        requestBody,
        responseBody: answer.slice(0, 2_048),
      }),
    );
    send(res, answer, null);
  }

  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.use(express.text({ type: "application/json", limit: "256kb" }));
  app.post("/posnext/order/validate", validate);
  app.post("/posnext/order/submit", submit);
  app.get("/posnext/orders/:id", status);
  app.post("/posnext/menus", menus);
  return app;
}

function send(res: Response, body: string, digest: Buffer | null): void {
  if (digest !== null) res.setHeader("x-pch-digest", digest.toString("hex"));
  res.type("json").send(body);
}
