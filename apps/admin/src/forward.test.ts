import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { afterEach, describe, expect, it, vi } from "vitest";
import { POST as sendFile } from "./app/graphql/mapping-imports/route.ts";
import { GET as getPicture } from "./app/graphql/pictures/route.ts";
import { forward } from "./forward.ts";
import { securityHeaders } from "./security-headers.ts";

type Handler = (req: IncomingMessage, res: ServerResponse, body: string) => void;

async function startApi(handler: Handler): Promise<() => Promise<void>> {
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on("data", (chunk: Buffer) => chunks.push(chunk));
    req.on("end", () => handler(req, res, Buffer.concat(chunks).toString()));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const { port } = address;
  vi.stubEnv("API_URL", `http://127.0.0.1:${port}`);
  return () =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
}

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("forward", () => {
  it("passes the body, the cookie and the origin, and no address that the client claims", async () => {
    const seen: { url: string | undefined; headers: IncomingMessage["headers"]; body: string }[] = [];
    const stop = await startApi((req, res, body) => {
      seen.push({ url: req.url, headers: req.headers, body });
      res.end("{}");
    });
    await forward(
      new Request("http://admin.test/auth/sign-in/email?x=1", {
        method: "POST",
        headers: {
          "content-type": "application/json",
          cookie: "session=1",
          origin: "http://admin.test",
          "x-forwarded-for": "10.0.0.1",
          authorization: "Bearer stolen",
        },
        body: '{"email":"a"}',
      }),
    );
    await stop();
    expect(seen).toHaveLength(1);
    expect(seen[0]?.url).toBe("/auth/sign-in/email?x=1");
    expect(seen[0]?.body).toBe('{"email":"a"}');
    expect(seen[0]?.headers).toMatchObject({ cookie: "session=1", origin: "http://admin.test" });
    expect(seen[0]?.headers).not.toHaveProperty("x-forwarded-for");
    expect(seen[0]?.headers).not.toHaveProperty("authorization");
  });

  async function headersSeen(headers: Record<string, string>): Promise<IncomingMessage["headers"]> {
    let seen: IncomingMessage["headers"] = {};
    const stop = await startApi((req, res) => {
      seen = req.headers;
      res.end("{}");
    });
    await forward(new Request("http://admin.test/graphql", { method: "POST", body: "{}", headers }));
    await stop();
    return seen;
  }

  it("S1: passes on the address that our server saw, with the proof that it is ours", async () => {
    vi.stubEnv("ADMIN_SECRET", "a secret of the admin's server");
    const seen = await headersSeen({ "x-parley-client-address": "198.51.100.7" });
    expect(seen["x-parley-client-address"]).toBe("198.51.100.7");
    expect(seen["x-parley-admin-proof"]).toBe("a secret of the admin's server");
  });

  it("S1: passes no address on where there is no secret, and never a proof that the client sends", async () => {
    const seen = await headersSeen({
      "x-parley-client-address": "198.51.100.7",
      "x-parley-admin-proof": "guess",
    });
    expect(seen).not.toHaveProperty("x-parley-client-address");
    expect(seen).not.toHaveProperty("x-parley-admin-proof");
  });

  it("S12: passes on that a browser sends the request for another site", async () => {
    expect((await headersSeen({ "sec-fetch-site": "cross-site" }))["sec-fetch-site"]).toBe("cross-site");
  });

  it("gives back the status and every cookie, and no other header of the API", async () => {
    const stop = await startApi((_req, res) => {
      res.writeHead(
        429,
        [
          ["content-type", "application/json"],
          ["x-retry-after", "7"],
          ["server", "secret"],
          ["set-cookie", "a=1; Path=/"],
          ["set-cookie", "b=2; Path=/"],
        ].flat(),
      );
      res.end('{"message":"slow down"}');
    });
    const answer = await forward(new Request("http://admin.test/graphql", { method: "POST", body: "{}" }));
    const text = await answer.text();
    await stop();
    expect(answer.status).toBe(429);
    expect(text).toBe('{"message":"slow down"}');
    expect(answer.headers.getSetCookie()).toEqual(["a=1; Path=/", "b=2; Path=/"]);
    expect(answer.headers.get("x-retry-after")).toBe("7");
    expect(answer.headers.get("server")).toBeNull();
  });

  it("answers 502 in words when the API is away", async () => {
    const stop = await startApi((_req, res) => res.end());
    await stop();
    const answer = await forward(new Request("http://admin.test/graphql", { method: "POST", body: "{}" }));
    expect(answer.status).toBe(502);
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: "api_unreachable" } }] });
  });

  it("refuses a body over 1 MiB without calling the API", async () => {
    let calls = 0;
    const stop = await startApi((_req, res) => {
      calls += 1;
      res.end();
    });
    const answer = await forward(
      new Request("http://admin.test/graphql", { method: "POST", body: "x".repeat(1024 * 1024 + 1) }),
    );
    await stop();
    expect(answer.status).toBe(413);
    expect(calls).toBe(0);
  });
});

it("gives answers to files, which go by the proxy, the headers of all others", async () => {
  const stop = await startApi((_req, res) => res.writeHead(201, { "cache-control": "public" }).end("{}"));
  const headers = { "content-type": "text/csv", "x-forwarded-proto": "https" };
  const init = { method: "POST", headers, body: "a,b" };
  const answer = await sendFile(new Request("http://admin.test/graphql/mapping-imports", init));
  await stop();
  expect(answer.status).toBe(201);
  const expected = securityHeaders({ nonce: "", isDevelopment: false, isSecure: true, isShared: false });
  expect([...answer.headers.keys()]).toEqual(expect.arrayContaining([...expected.keys()]));
  expect(answer.headers.get("cache-control")).toBe("private, no-store");
});

it("lets a browser keep a picture as long as the API says, and nothing that is none", async () => {
  let status = 200;
  const stop = await startApi((_req, res) =>
    res.writeHead(status, { "content-type": "image/png", "cache-control": "private, max-age=60" }).end("x"),
  );
  const ask = () => getPicture(new Request("http://admin.test/graphql/pictures?menu=mnu_1&item=tea"));
  const picture = await ask();
  status = 502;
  const refused = await ask();
  await stop();
  expect(Object.fromEntries(picture.headers)).toMatchObject({
    ...{ "content-type": "image/png", "cache-control": "private, max-age=60" },
    ...{ "x-content-type-options": "nosniff", "content-security-policy": "default-src 'none'; sandbox" },
  });
  expect(refused.headers.get("cache-control")).toBe("private, no-store");
});

it("lets pages show pictures of this origin alone", () => {
  const given = securityHeaders({ nonce: "n", isDevelopment: false, isSecure: true, isShared: false });
  expect(given.get("content-security-policy")).toContain("img-src 'self' data:;");
});
