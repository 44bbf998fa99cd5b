import { get, type IncomingHttpHeaders, type Server, type ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createAdminServer } from "./serve.ts";

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function open(args: {
  trustProxy?: string;
  limits?: Parameters<typeof createAdminServer>[0]["limits"];
  answer?: (res: ServerResponse) => void;
}) {
  const seen: IncomingHttpHeaders[] = [];
  server = createAdminServer({
    trustProxy: args.trustProxy ?? "",
    ...(args.limits && { limits: args.limits }),
    handler: async (req, res) => {
      seen.push(req.headers);
      for await (const _chunk of req);
      if (args.answer) args.answer(res);
      else res.end("a page");
    },
  });
  server.listen(0, "127.0.0.1");
  await new Promise((resolve) => server?.once("listening", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { seen, port, url: `http://127.0.0.1:${port}/` };
}

/** Everything that a server sends before it closes the connection. */
function untilClosed(socket: Socket): Promise<string> {
  let text = "";
  socket.on("data", (chunk) => {
    text += chunk.toString();
  });
  socket.on("error", () => {});
  return new Promise((resolve) => socket.once("close", () => resolve(text)));
}

describe("createAdminServer", () => {
  it("S1: replaces the address and the proof that a client sends by what the socket says", async () => {
    const { seen, url } = await open({});
    await fetch(url, {
      headers: {
        "x-parley-client-address": "198.51.100.7",
        "x-parley-admin-proof": "a guess",
        "x-forwarded-for": "198.51.100.8",
      },
    });
    expect(seen[0]?.["x-parley-client-address"]).toBe("127.0.0.1");
    expect(seen[0]).not.toHaveProperty("x-parley-admin-proof");
  });

  it.each([
    ["GET /orders/%E0%A4%A", "", 400],
    ["POST /auth/%", "Content-Length: 0", 400],
    ["TRACE /", "", 405],
    ["PUT /orders", "Content-Length: 0", 405],
    ["GET http://evil.example/orders/", "", 421],
    ["GET /", "Host: b", 400],
    ["GET /sign-in", "RSC: 1\r\nNext-Router-State-Tree: x", 400],
    ["GET /sign-in", "Next-Router-State-Tree: %5B%22%22%2C%7B%7D%5D\r\nNext-Router-State-Tree: x", 400],
    ["GET /sign-in", "RSC: 1\r\nNext-Router-State-Tree: %5B%22%22%2C%7B%7D%5D", 200],
    ["GET /", "Transfer-Encoding: gzip, chunked", 411],
    ["POST /graphql", "Transfer-Encoding: chunked", 411],
    ["POST /graphql", "Content-Length: 1048577", 413],
    ["POST /graphql/mapping-imports", "Content-Length: 20971521", 413],
    ["POST /graphql/mapping-imports?", "Content-Length: 1048577", 413],
    ["POST /graphql/mapping-imports", "Transfer-Encoding: chunked", 411],
    ["GET /", Array.from({ length: 101 }, (_, i) => `a${i}: b`).join("\r\n"), 431],
    ["GET /orders/%E2%82%AC?search=100%", "", 200],
    ["POST /graphql", "Content-Length: 0", 200],
  ])("S8: answers %s with %j by itself where Next would not refuse it: %i", async (line, header, status) => {
    const { seen, port } = await open({});
    const socket = connect(port, "127.0.0.1");
    socket.write(
      `${line} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${header === "" ? "" : `${header}\r\n`}\r\n`,
    );
    expect(await untilClosed(socket)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(seen.length).toBe(status === 200 ? 1 : 0);
  });

  it.each(["GET / HTTP/1.1\r\nHost: a b\r\n\r\n", "GET / HTTP/1.1\r\nHost: \r\n\r\n", "GET /\r\n\r\n"])(
    "S8: answers 400 to the head %j",
    async (head) => {
      const { seen, port } = await open({});
      const socket = connect(port, "127.0.0.1");
      socket.write(head);
      expect(await untilClosed(socket)).toMatch(/^HTTP\/1.1 400 /);
      expect(seen).toEqual([]);
    },
  );

  it("S1: takes the client's address from a trusted proxy", async () => {
    const { seen, url } = await open({ trustProxy: "loopback" });
    await fetch(url, { headers: { "x-forwarded-for": "203.0.113.99, 198.51.100.8" } });
    expect(seen[0]?.["x-parley-client-address"]).toBe("198.51.100.8");
  });

  it("S13: closes a connection whose head, or whose body, does not arrive in time", async () => {
    const { port, seen } = await open({ limits: { headMs: 1_000, bodyMs: 200, checkMs: 20 } });
    const sockets = Array.from({ length: 20 }, (_, i) => {
      const socket = connect(port, "127.0.0.1");
      socket.write(
        i % 2 === 0
          ? "GET / HTTP/1.1\r\nHost: a"
          : "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n12",
      );
      return untilClosed(socket);
    });
    for (const text of await Promise.all(sockets)) expect(text).toContain("408 Request Timeout");
    expect(seen).toHaveLength(10);
  });

  it("lets a file take longer as long as it goes on coming, and nothing else", async () => {
    const { port } = await open({ limits: { headMs: 1_000, bodyMs: 100, checkMs: 20 } });
    const send = (path: string, isSteady: boolean) => {
      const socket = connect(port, "127.0.0.1");
      socket.write(`POST ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 10000\r\n\r\n`);
      let left = isSteady ? 20 : 1;
      const pace = setInterval(() => {
        left -= 1;
        if (left < 0 || socket.destroyed) clearInterval(pace);
        else socket.write("x".repeat(500));
      }, 20);
      return untilClosed(socket);
    };
    const file = "/graphql/mapping-imports";
    const texts = await Promise.all([send(file, true), send(file, false), send("/graphql", true)]);
    const expected = ["200 OK", "408 Request Timeout", "408 Request Timeout"];
    for (const [at, text] of texts.entries()) expect(text).toContain(expected[at]);
  });

  it("S17: lets no browser guess the type of any answer", async () => {
    const { url } = await open({});
    expect((await fetch(url)).headers.get("x-content-type-options")).toBe("nosniff");
  });
});

describe("compression", () => {
  const page = (type: string) => (res: ServerResponse) => {
    res.setHeader("content-type", type);
    res.end("a page of the admin ".repeat(200));
  };

  it.each([
    ["gzip, deflate, br", "br"],
    ["gzip, deflate", "gzip"],
    ["identity", undefined],
  ])("answers a client that takes %s by %s, and says that it depends on it", async (accepts, encoding) => {
    const { url } = await open({ answer: page("text/html") });
    const answer = await head(url, accepts);
    expect(answer["content-encoding"]).toBe(encoding);
    expect(answer.vary).toContain("Accept-Encoding");
  });

  it("leaves alone what is small or no text", async () => {
    const small = await open({ answer: (res) => res.setHeader("content-type", "text/html").end("a word") });
    expect(await head(small.url, "br")).not.toHaveProperty("content-encoding");
    server?.close();
    const picture = await open({ answer: page("image/png") });
    expect(await head(picture.url, "br")).not.toHaveProperty("content-encoding");
  });

  it("passes an event on while the stream is open", async () => {
    const { url } = await open({
      answer: (res) => {
        res.setHeader("content-type", "text/event-stream; charset=utf-8");
        res.write("event: next\n\n");
      },
    });
    const text = await new Promise<string>((resolve, reject) => {
      get(url, { headers: { "accept-encoding": "gzip, br" } }, (answer) => {
        expect(answer.headers).not.toHaveProperty("content-encoding");
        answer.once("data", (chunk) => resolve(String(chunk)));
      }).on("error", reject);
    });
    expect(text).toBe("event: next\n\n");
  });
});

function head(url: string, accepts: string): Promise<IncomingHttpHeaders> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { "accept-encoding": accepts } }, (answer) => {
      answer.resume();
      answer.once("end", () => resolve(answer.headers));
    }).on("error", reject);
  });
}
