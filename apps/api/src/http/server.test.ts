import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { maySendSlowly } from "./body-time.ts";
import { createApiServer } from "./server.ts";

/** What the doors saw: a request's method, target and Authorization. */
const seen: string[] = [];
let open: Server;
let listed: Server;
/** One that waits a tenth of a second for a body. */
let hasty: Server;

/** Reads the body only where there is a token, as PAR's door does. */
function app(req: IncomingMessage, res: ServerResponse): void {
  seen.push(`${req.method} ${req.url} ${req.headers.authorization ?? "-"}`);
  if (req.headers.authorization === undefined) {
    res.writeHead(401).end("no token");
    return;
  }
  if (req.url === "/file") maySendSlowly(req);
  req.resume().on("end", () => res.end("served"));
}

async function listen(hosts: readonly string[], bodyMs?: number): Promise<Server> {
  const server = createApiServer(app, { hosts, ...(bodyMs && { bodyMs }) });
  server.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  return server;
}

beforeAll(async () => {
  [open, listed, hasty] = [await listen([]), await listen(["api.example"]), await listen([], 100)];
});
afterAll(() => {
  for (const server of [open, listed, hasty]) {
    server.closeAllConnections();
    server.close();
  }
});

/** All that the server sends for these bytes until it closes the connection. */
async function raw(bytes: string, server = open): Promise<string> {
  const address = server.address();
  const socket = connect(typeof address === "object" && address !== null ? address.port : 0, "127.0.0.1");
  let text = "";
  socket.on("data", (chunk) => {
    text += chunk.toString("latin1");
  });
  socket.on("error", () => {});
  socket.write(bytes);
  await new Promise((resolve) => socket.once("close", resolve));
  return text;
}

const CLOSE = "Connection: close\r\n";
const statusOf = (text: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1]);

describe("the API's server", () => {
  const get = (head: string) => `GET /x HTTP/1.1\r\n${head}\r\n`;
  const post = (head: string, body = "") => `POST /x HTTP/1.1\r\nHost: a\r\n${head}\r\n${body}`;
  const CHUNKS = "0\r\n\r\n";

  it.each([
    ["E10: no Host", get(""), 400],
    ["E10, S8: two Hosts", get("Host: a\r\nHost: a\r\n"), 400],
    ["S8: an empty Host", get("Host:\r\n"), 400],
    ["S8: a Host with a path", get("Host: a/b\r\n"), 400],
    ["S8: a Host with a user", get("Host: a@b\r\n"), 400],
    ["S8: a Host that is a list", get("Host: a, b\r\n"), 400],
    ["S8: a Host with a blank", get("Host: a b\r\n"), 400],
    ["E11, S8: a target in absolute form", "GET http://evil/x HTTP/1.1\r\nHost: a\r\n\r\n", 421],
    ["S8: Transfer-Encoding: gzip, chunked", post("Transfer-Encoding: gzip, chunked\r\n", CHUNKS), 400],
    [
      "S8: Transfer-Encoding: identity, chunked",
      post("Transfer-Encoding: identity, chunked\r\n", CHUNKS),
      400,
    ],
    ["S8: Transfer-Encoding: , chunked", post("Transfer-Encoding: , chunked\r\n", CHUNKS), 400],
    [
      "S8: Transfer-Encoding twice",
      post("Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", CHUNKS),
      400,
    ],
    [
      "S8: Transfer-Encoding: chunked twice",
      post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", CHUNKS),
      400,
    ],
    [
      "E01: Content-Length beside Transfer-Encoding",
      post("Content-Length: 1\r\nTransfer-Encoding: chunked\r\n", CHUNKS),
      400,
    ],
    ["E02: two Content-Lengths", post("Content-Length: 1\r\nContent-Length: 2\r\n", "ab"), 400],
    ["E02: two equal Content-Lengths", post("Content-Length: 1\r\nContent-Length: 1\r\n", "a"), 400],
    ["E05: a blank after a header's name", get("Host: a\r\nX-Y : 1\r\n"), 400],
    ["E05: a header that is folded", get("Host: a\r\nX-Y: 1\r\n 2\r\n"), 400],
    ["E14: a NUL in a header", get("Host: a\r\nX-Y: 1\0\r\n"), 400],
    ["E13: 17 KiB of headers", get(`Host: a\r\nX-Y: ${"a".repeat(17_000)}\r\n`), 431],
    ["E13, S8: 1,100 headers", get(`Host: a\r\n${"A: b\r\n".repeat(1_100)}`), 431],
    ["E13: 1,900 headers", get(`Host: a\r\n${"A: b\r\n".repeat(1_900)}`), 431],
    ["E17: another expectation", post("Expect: 200-ok\r\nContent-Length: 1\r\n"), 417],
    ["E16: the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400],
    ["S8: HTTP/0.9 with a version", "GET /x HTTP/0.9\r\nHost: a\r\n\r\n", 400],
  ])("answers %s and closes, and no door sees it", async (_what, bytes, status) => {
    seen.length = 0;
    expect(statusOf(await raw(bytes))).toBe(status);
    expect(seen).toEqual([]);
  });

  it("S8: serves no HTTP/0.9", async () => {
    seen.length = 0;
    expect(await raw("GET /x\r\n\r\n")).not.toContain("no token");
    expect(seen).toEqual([]);
  });

  it("serves HTTP/1.0 without a Host, and a chunked body", async () => {
    expect(statusOf(await raw("GET /x HTTP/1.0\r\n\r\n"))).toBe(401);
    const sent = post(`Authorization: t\r\nTransfer-Encoding: Chunked\r\n${CLOSE}`, `1\r\na\r\n${CHUNKS}`);
    expect(statusOf(await raw(sent))).toBe(200);
  });

  it.each([
    ["S7: a good token first", "Authorization: Bearer good\r\nAuthorization: Bearer bad\r\n"],
    ["S7: a good token last", "authorization: Bearer bad\r\nAUTHORIZATION: Bearer good\r\n"],
  ])("shows a door both of two Authorization headers: %s", async (_what, head) => {
    seen.length = 0;
    await raw(get(`Host: a\r\n${head}${CLOSE}`));
    expect(seen[0]).toMatch(/Bearer (good, Bearer bad|bad, Bearer good)$/);
  });

  it("E17, S8: asks for a body only where it is read", async () => {
    const refused = await raw(post("Expect: 100-continue\r\nContent-Length: 1\r\n"));
    expect(refused).not.toContain("100 Continue");
    expect(statusOf(refused)).toBe(401);
    const served = await raw(
      post(`Expect: 100-continue\r\nAuthorization: t\r\nContent-Length: 1\r\n${CLOSE}`, "a"),
    );
    expect(served).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 /);
  });

  it.each([
    ["evil.example", 421],
    ["api.example.evil", 421],
    ["api.example", 401],
    ["API.example:4000", 401],
    ["127.0.0.1:4000", 401],
    ["[::1]:4000", 401],
  ])("S8: under a list of hosts, answers Host %s with %i", async (host, status) => {
    expect(statusOf(await raw(get(`Host: ${host}\r\n${CLOSE}`), listed))).toBe(status);
  });

  it("S8: answers a health check under any host", async () => {
    expect(statusOf(await raw(`GET /readyz HTTP/1.1\r\nHost: 10.0.0.7\r\n${CLOSE}\r\n`, listed))).toBe(401);
  });

  it.each([
    ["a file that goes on coming, of somebody who may", "/file", "Authorization: t\r\n", 20, 200],
    ["a file that stands still", "/file", "Authorization: t\r\n", 1, 408],
    ["a call that comes slowly", "/x", "Authorization: t\r\n", 20, 408],
  ])("S13: waits longer for a body only of a file: %s", async (_what, path, head, parts, status) => {
    const address = hasty.address();
    const socket = connect(typeof address === "object" && address !== null ? address.port : 0, "127.0.0.1");
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
    });
    socket.on("error", () => {});
    socket.write(`POST ${path} HTTP/1.1\r\nHost: a\r\n${head}${CLOSE}Content-Length: 10000\r\n\r\n`);
    let left = parts;
    const pace = setInterval(() => {
      left -= 1;
      if (left < 0 || socket.destroyed) clearInterval(pace);
      else socket.write("x".repeat(500));
    }, 20);
    await new Promise((resolve) => socket.once("close", resolve));
    expect(statusOf(text)).toBe(status);
  });

  it("S13: ends a connection that goes on sending after it was answered", async () => {
    const address = hasty.address();
    const socket = connect(typeof address === "object" && address !== null ? address.port : 0, "127.0.0.1");
    socket.on("error", () => {});
    socket.resume();
    socket.write("POST /file HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n");
    const pace = setInterval(() => socket.destroyed || socket.write("x".repeat(500)), 20);
    await new Promise((resolve) => socket.once("close", resolve));
    clearInterval(pace);
    expect(socket.destroyed).toBe(true);
  });

  it("S17: lets no browser guess the type of any answer", async () => {
    expect((await raw(get(`Host: a\r\n${CLOSE}`))).toLowerCase()).toContain(
      "x-content-type-options: nosniff",
    );
  });
});
