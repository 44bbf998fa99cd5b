import { createServer } from "node:http";
import { describe, expect, it } from "vitest";
import { answerLength } from "./line.ts";
import { percentile, runLoad, runOpenLoop } from "./load.ts";
import { ratios, summarise } from "./report.ts";

describe("answerLength", () => {
  it.each([
    ["HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello", 43],
    ["HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello, and more", 43],
    ["HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhel", null],
    ["HTTP/1.1 200 OK\r\ncontent-le", null],
    ["HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n", 59],
  ])("of %j is %j", (text, length) => {
    expect(answerLength(Buffer.from(text))).toBe(length);
  });
});

/** A server that answers 503 to `/3` and 200 to all else, with what it was asked for. */
async function startServer() {
  const seen: string[] = [];
  const server = createServer((req, res) => {
    seen.push(req.url ?? "");
    res.writeHead(req.url === "/3" ? 503 : 200);
    res.end("ok");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { seen, port, [Symbol.dispose]: () => void server.close() };
}

function tenRequests(): () => Buffer | null {
  let next = 0;
  return () => (next < 10 ? Buffer.from(`GET /${next++} HTTP/1.1\r\nhost: x\r\n\r\n`) : null);
}

describe("runLoad", () => {
  it("sends each request of the pool once and counts the answers by status", async () => {
    using server = await startServer();
    const load = { port: server.port, next: tenRequests(), durationMs: 20_000, warmUpMs: 0 };
    const result = await runLoad({ ...load, connections: 4 });
    expect(server.seen.toSorted()).toEqual(Array.from({ length: 10 }, (_, index) => `/${index}`));
    expect(result).toMatchObject({ count: 10, answered: 10, statuses: { "200": 9, "503": 1 } });
  });
});

describe("runOpenLoop", () => {
  it("sends as many as the rate and the time make, each once, and waits for all answers", async () => {
    using server = await startServer();
    const load = { port: server.port, next: tenRequests(), durationMs: 100, warmUpMs: 0 };
    const result = await runOpenLoop({ ...load, perSecond: 80 });
    expect(server.seen.toSorted()).toEqual(Array.from({ length: 8 }, (_, index) => `/${index}`));
    expect(result).toMatchObject({ count: 8, answered: 8, requestsPerSecond: 80 });
  });

  it("does not wait for one answer before it sends the next, and counts from when each was due", async () => {
    const held: (() => void)[] = [];
    const server = createServer((_req, res) => {
      held.push(() => void res.end("ok"));
      // None is answered before all are there.
      if (held.length === 5) for (const answer of held) answer();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const load = { port, next: tenRequests(), durationMs: 100, warmUpMs: 0 };
    const result = await runOpenLoop({ ...load, perSecond: 50 });
    expect(result.count).toBe(5);
    // The first waited for the last, which was due 80 ms after it.
    expect(result.p999Ms).toBeGreaterThanOrEqual(80);
    server.close();
  });
});

describe("the report", () => {
  const round = (requestsPerSecond: number) => ({
    requestsPerSecond,
    count: 1,
    answered: 1,
    p50Ms: 1,
    p95Ms: 2,
    p99Ms: 3,
    p999Ms: 4,
    statuses: { "200": 1 },
  });

  it("tells the median and the range", () => {
    const summary = summarise({ name: "x", rounds: [round(300), round(100), round(200)], costs: [] });
    expect(summary).toMatchObject({
      requestsPerSecond: 200,
      lowest: 100,
      highest: 300,
      statuses: { "200": 3 },
    });
  });

  it("compares round by round, so that a slow minute of the host falls on both sides", () => {
    const ours = { name: "ours", rounds: [round(80), round(40), round(70)], costs: [] };
    const twin = { name: "twin", rounds: [round(100), round(50), round(100)], costs: [] };
    expect(ratios(ours, twin)).toEqual({ median: 0.8, lowest: 0.7, highest: 0.8 });
  });

  it("takes percentiles of sorted values", () => {
    expect([percentile([1, 2, 3, 4], 0.5), percentile([1, 2, 3, 4], 0.99), percentile([], 0.5)]).toEqual([
      3, 4, 0,
    ]);
  });
});
