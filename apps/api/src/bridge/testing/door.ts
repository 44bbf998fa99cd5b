import { once } from "node:events";
import { createServer } from "node:http";
import {
  BRIDGE_EVENTS,
  createSigningKey,
  EVENT_STORE_HEADER,
  parseSigningKey,
  signRequest,
  verifyAnswer,
} from "@parley/bridge-contract";
import { newId } from "@parley/db";
import { listExchanges } from "@parley/db/exchanges";
import { storeMenu } from "@parley/db/menus";
import { setLocationPos } from "@parley/db/stores";
import { createTestDatabase, insertTestStore, type TestStore } from "@parley/db/testing";
import express from "express";
import { loadConfig } from "../../config.ts";
import { type Context, createContext } from "../../context.ts";
import { groupOf, menuOf, modifierOf, productOf } from "../../pricing/testing/orders.ts";
import { problemHandler } from "../../problem.ts";
import { createBridgeRouter } from "../router.ts";

/** The door for a POS in its tests: a real server and database, and a POS that signs. */

export interface PosStore extends TestStore {
  /** The POS's own name for the store. */
  name: string;
  key: string;
}

export interface Message {
  /** The event; the store's name and the time are filled in. */
  event?: Record<string, unknown>;
  /** The bytes of a body that is not an event. */
  body?: string | Buffer;
  id?: string;
  /** By how many seconds the sender's clock is ahead. */
  aheadSeconds?: number;
  /** The signing key and the name in the header, if they are not the store's own. */
  key?: string;
  header?: string | null;
  headers?: Record<string, string>;
  method?: string;
}

export interface BridgeDoor extends AsyncDisposable {
  ctx: Context;
  clock: { now: Date };
  store: PosStore;
  other: PosStore;
  send(store: PosStore, message: Message): Promise<Reply>;
  exchanges(): ReturnType<typeof listExchanges>;
}

export interface Reply {
  status: number;
  body: unknown;
  text: string;
  isSigned: boolean;
}

export async function openBridgeDoor(): Promise<BridgeDoor> {
  const database = await createTestDatabase();
  const clock = { now: new Date("2026-06-01T18:00:00Z") };
  const config = loadConfig({
    DATABASE_URL: database.url,
    DATABASE_DEADLINE_MS: "20000",
    MASTER_KEY: "a master key for the tests of the bridge",
    LOG_LEVEL: "silent",
    POS_EVENTS_PER_SECOND: "2",
  });
  const ctx = createContext(config, { now: () => clock.now });
  const store = await addStore(ctx, "POS-1");
  const other = await addStore(ctx, "POS-2");

  const app = express();
  app.use(createBridgeRouter(ctx));
  app.use(problemHandler(ctx.log));
  const server = createServer(app).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    ctx,
    clock,
    store,
    other,
    send: (from, message) => send(`http://127.0.0.1:${port}${BRIDGE_EVENTS.path}`, clock.now, from, message),
    async exchanges() {
      await ctx.exchanges.flush();
      return await listExchanges(ctx.db, { scope: { all: true }, page: { limit: 1000 } });
    },
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await ctx[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}

/** A store with a menu of tea, with milk or without. */
async function addStore(ctx: Context, name: string): Promise<PosStore> {
  const { db, vault } = ctx;
  const now = ctx.now();
  const made = await insertTestStore({ db, vault }, now);
  const key = createSigningKey();
  const locationId = made.location.id;
  const posSettings = { url: "https://pos.example.com", store: name };
  await setLocationPos(db, { vault, locationId, posKind: "bridge", posSettings, posSecret: key, now });
  const content = menuOf({
    products: [productOf({ id: "tea", priceCents: 300, modifierGroupIds: ["extras"] })],
    modifierGroups: [groupOf({ id: "extras", modifierIds: ["milk"] })],
    modifiers: [modifierOf({ id: "milk", priceCents: 50 })],
  });
  const nextPullAt = new Date(now.getTime() + 1_800_000);
  await storeMenu(db, { locationId, version: "v1", content, source: "bridge", etag: null, nextPullAt, now });
  return { ...made, name, key };
}

async function send(url: string, now: Date, store: PosStore, message: Message): Promise<Reply> {
  const event = { store: store.name, occurred_at: now.toISOString(), ...message.event };
  const body = Buffer.from(message.body ?? JSON.stringify(event));
  const key = parseSigningKey(message.key ?? store.key);
  const at = new Date(now.getTime() + (message.aheadSeconds ?? 0) * 1_000);
  const id = message.id ?? newId("exc");
  const signed = signRequest({ key, id, at, ...BRIDGE_EVENTS, body });
  const header = message.header === undefined ? store.name : message.header;
  const method = message.method ?? BRIDGE_EVENTS.method;
  const response = await fetch(url, {
    method,
    headers: {
      "content-type": "application/json",
      ...(header === null ? {} : { [EVENT_STORE_HEADER]: header }),
      ...signed,
      ...message.headers,
    },
    ...(method === "GET" ? {} : { body }),
  });
  const text = await response.text();
  const request = { ...BRIDGE_EVENTS, id, timestamp: signed["webhook-timestamp"] };
  let isSigned = true;
  try {
    const headers = Object.fromEntries(response.headers);
    verifyAnswer({ keys: [key], headers, request, status: response.status, body: text });
  } catch {
    isSigned = false;
  }
  return { status: response.status, body: text === "" ? null : JSON.parse(text), text, isSigned };
}
