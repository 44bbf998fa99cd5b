import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from "node:http";
import { BODY_MS, limitBodyTime, SLOW_BODY_MS } from "./body-time.ts";
import { headFault, wholeHeaders } from "./message-head.ts";

interface Options {
  /** Host names under which the API may be called, in lower case; empty: any. */
  hosts: readonly string[];
  /** Within this time after its head a request has to be whole. */
  bodyMs?: number;
}

/** The API's server: time limits, and the checks of a request's head that come before every door. */
export function createApiServer(app: RequestListener, { hosts, bodyMs = BODY_MS }: Options): Server {
  function serve(req: IncomingMessage, res: ServerResponse): void {
    res.setHeader("x-content-type-options", "nosniff");
    const fault = headFault(req, hosts);
    if (fault !== null) refuse(res, fault.status, fault.detail);
    else {
      req.headers = wholeHeaders(req);
      limitBodyTime(req, res, bodyMs);
      app(req, res);
    }
  }

  const server = createServer({ connectionsCheckingInterval: 1_000 }, serve);
  server.headersTimeout = 10_000;
  // Bodies have a time limit each: a file over a slow line takes longer than a call of PAR's may.
  server.requestTimeout = SLOW_BODY_MS;
  server.keepAliveTimeout = 65_000;
  // All of them are seen, to be judged by their number; their size is limited to 16 KiB.
  server.maxHeadersCount = 0;
  // Node would ask for the body before anybody has looked at the token.
  server.on("checkContinue", (req: IncomingMessage, res: ServerResponse) => {
    // Who answers without reading leaves a body on the connection that may still come.
    res.setHeader("connection", "close");
    req.once("resume", () => {
      if (res.headersSent) return;
      res.removeHeader("connection");
      res.writeContinue();
    });
    serve(req, res);
  });
  server.on("checkExpectation", (_req, res: ServerResponse) =>
    refuse(res, 417, "The only expectation met is 100-continue"),
  );
  return server;
}

function refuse(res: ServerResponse, status: number, detail: string): void {
  const body = JSON.stringify({
    type: "about:blank",
    title: STATUS_CODES[status] ?? "Error",
    status,
    detail,
  });
  res.writeHead(status, {
    "content-type": "application/problem+json",
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    connection: "close",
  });
  res.end(body);
}
