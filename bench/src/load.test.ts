import { createServer } from "node:http";
import { describe, expect, it } from "vitest";
import { answerLength, percentile, runLoad } from "./load.ts";
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

describe("runLoad", () => {
  it("sends each request of the pool once and counts the answers by status", async () => {
    const seen: string[] = [];
    const server = createServer((req, res) => {
      seen.push(req.url ?? "");
      res.writeHead(req.url === "/3" ? 503 : 200);
      res.end("ok");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    let next = 0;
    const result = await runLoad({
      port,
      connections: 4,
      next: () => (next < 10 ? Buffer.from(`GET /${next++} HTTP/1.1\r\nhost: x\r\n\r\n`) : null),
      durationMs: 20_000,
      warmUpMs: 0,
    });
    expect(seen.toSorted()).toEqual(Array.from({ length: 10 }, (_, index) => `/${index}`));
    expect(result.count).toBe(10);
    expect(result.statuses).toEqual({ "200": 9, "503": 1 });
    server.close();
  });
});

describe("the report", () => {
  const round = (requestsPerSecond: number) => ({
    requestsPerSecond,
    count: 1,
    p50Ms: 1,
    p95Ms: 2,
    p99Ms: 3,
    statuses: { "200": 1 },
  });

  it("tells the median and the range", () => {
    const summary = summarise({ name: "x", rounds: [round(300), round(100), round(200)] });
    expect(summary).toMatchObject({
      requestsPerSecond: 200,
      lowest: 100,
      highest: 300,
      statuses: { "200": 3 },
    });
  });

  it("compares round by round, so that a slow minute of the host falls on both sides", () => {
    const ours = { name: "ours", rounds: [round(80), round(40), round(70)] };
    const twin = { name: "twin", rounds: [round(100), round(50), round(100)] };
    expect(ratios(ours, twin)).toEqual({ median: 0.8, lowest: 0.7, highest: 0.8 });
  });

  it("takes percentiles of sorted values", () => {
    expect([percentile([1, 2, 3, 4], 0.5), percentile([1, 2, 3, 4], 0.99), percentile([], 0.5)]).toEqual([
      3, 4, 0,
    ]);
  });
});
