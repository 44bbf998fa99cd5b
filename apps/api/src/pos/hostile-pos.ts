import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type SigningKey, signAnswer } from "@parley/bridge-contract";

/** A POS for tests that says whatever a test wants it to say, on a real socket. */
export interface HostilePos {
  url: string;
  /** Every request that arrived, complete. */
  requests: { method: string; path: string; headers: IncomingMessage["headers"]; body: string }[];
  [Symbol.asyncDispose](): Promise<void>;
}

export interface HostileAnswer {
  status?: number;
  headers?: Record<string, string | string[]>;
  body?: string | Buffer;
  /** `false` leaves the signature out; a function spoils it. */
  sign?: false | ((headers: Record<string, string>) => Record<string, string>);
}

type Respond = (req: IncomingMessage, res: ServerResponse, body: string) => HostileAnswer | undefined;

/** Starts it. `respond` returns what to answer (signed unless it says otherwise), or answers by itself. */
export async function startHostilePos(key: SigningKey, respond: Respond): Promise<HostilePos> {
  const requests: HostilePos["requests"] = [];
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on("data", (chunk: Buffer) => chunks.push(chunk));
    req.on("end", () => {
      const body = Buffer.concat(chunks).toString();
      requests.push({ method: req.method ?? "", path: req.url ?? "", headers: req.headers, body });
      const answer = respond(req, res, body);
      if (answer) send(req, res, answer, key);
    });
  });
  const url = await listen(server);
  return {
    url,
    requests,
    [Symbol.asyncDispose]: () => close(server),
  };
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

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${portOf(server.address())}`;
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === "object" && address ? address.port : 0;
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
