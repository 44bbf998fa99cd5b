import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { createServer as createTcpServer, type Server, type Socket } from "node:net";
import { createSigningKey, parseSigningKey, type SigningKey, signAnswer } from "@parley/bridge-contract";
import type { CallControl, PosAdapter, PosOrder } from "../adapter.ts";
import { samplePosOrder } from "../conformance/sample-order.ts";
import { createPosRegistry, type PosRegistry, type PosRegistryOptions } from "../registry.ts";
import { SELF_SIGNED } from "./self-signed.ts";
import { storeOf } from "./store-of.ts";

/** A POS for tests that sends whatever a test wants, on a real socket. */
export interface HostilePos {
  url: string;
  /** Every request that arrived completely. */
  requests: { method: string; path: string; headers: IncomingMessage["headers"]; body: string }[];
}

export interface HostileAnswer {
  status?: number;
  headers?: Record<string, string | string[]>;
  body?: string | Buffer;
  /** `false` leaves out the signature; a function makes it wrong. */
  sign?: false | ((headers: Record<string, string>) => Record<string, string>);
}

type Respond = (req: IncomingMessage, res: ServerResponse) => HostileAnswer | undefined;

/**
 * Everything a test of the bridge adapter needs: an order, the answer that would place it, POSs
 * that misbehave, and adapters that call them. `close` stops all of them.
 */
export function createHostileStage() {
  const keyText = createSigningKey();
  const key = parseSigningKey(keyText);
  const opened: (() => Promise<void>)[] = [];
  const order: PosOrder = samplePosOrder("soup", 475);

  async function open(server: Server, scheme: string): Promise<string> {
    const sockets = new Set<Socket>();
    server.on("connection", (socket: Socket) => {
      sockets.add(socket);
      socket.on("error", () => undefined);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    opened.push(async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    });
    const address = server.address();
    return `${scheme}://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  }

  function openRegistry(change: Partial<PosRegistryOptions> = {}): PosRegistry {
    const registry = createPosRegistry({
      now: () => new Date(),
      timings: { attemptDeadlineMs: 10_000 },
      allowLoopbackHttp: true,
      ...change,
    });
    opened.push(() => registry[Symbol.asyncDispose]());
    return registry;
  }

  return {
    keyText,
    order,
    placed: {
      status: "placed",
      reference: order.reference,
      store: order.store,
      pos_order_id: "STORE-1-000001",
      total_cents: 517,
      placed_at: "2026-01-15T12:34:57Z",
      ready_at: null,
    },
    openRegistry,

    adapterFor(url: string, secret: string = keyText): PosAdapter {
      const settings = { url, store: order.store, class: "A" };
      return openRegistry().adapterFor(storeOf({ kind: "bridge", settings, secret }));
    },

    /** Answers with what `respond` returns, signed by default; or `respond` answers and returns nothing. */
    async hostile(respond: Respond): Promise<HostilePos> {
      const requests: HostilePos["requests"] = [];
      const server = createServer((req, res) => {
        const chunks: Buffer[] = [];
        req.on("data", (chunk: Buffer) => chunks.push(chunk));
        req.on("end", () => {
          const { method = "", url: path = "", headers } = req;
          requests.push({ method, path, headers, body: Buffer.concat(chunks).toString() });
          const answer = respond(req, res);
          if (answer) send(req, res, answer, key);
        });
      });
      return { url: await open(server, "http"), requests };
    },

    /** Answers the first bytes of each connection without HTTP, on the bare socket. */
    raw(onRequest: (socket: Socket) => void): Promise<string> {
      return open(
        createTcpServer((socket) => socket.once("data", () => onRequest(socket))),
        "http",
      );
    },

    /** Uses TLS with a certificate that no authority has signed. */
    async selfSigned(): Promise<{ url: string; requests: string[] }> {
      const requests: string[] = [];
      const server = createTlsServer(SELF_SIGNED, (req) => requests.push(req.url ?? ""));
      return { url: await open(server, "https"), requests };
    },

    /** Closes only the POS that was opened last. */
    async closeLast(): Promise<void> {
      await opened.pop()?.();
    },

    async close(): Promise<void> {
      for (const close of opened.splice(0).reverse()) await close();
    },
  };
}

/** A control whose deadline is this far away. */
export function within(ms: number): CallControl {
  return { signal: new AbortController().signal, deadlineMs: performance.now() + ms };
}

/** A control whose deadline surely passes after the request was written, also on a machine that is busy. */
export function untilWritten(): CallControl {
  return within(2_000);
}

/** The protocol's error body. */
export function errorAnswer(code: string, status: number, more: object = {}): HostileAnswer {
  return { status, body: JSON.stringify({ error: { code, message: "no", ...more } }) };
}

function send(req: IncomingMessage, res: ServerResponse, answer: HostileAnswer, key: SigningKey): void {
  const { status = 200, headers = {}, body = "", sign } = answer;
  const request = {
    method: req.method ?? "",
    path: req.url ?? "",
    id: String(req.headers["webhook-id"]),
    timestamp: String(req.headers["webhook-timestamp"]),
  };
  const signature = { ...signAnswer({ key, request, status, body }) };
  const signed = sign === false ? {} : sign ? sign(signature) : signature;
  res.writeHead(status, { "content-type": "application/json", ...signed, ...headers }).end(body);
}
