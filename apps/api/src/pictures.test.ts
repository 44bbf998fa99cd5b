import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { LocationId } from "@parley/db";
import { findCurrentMenu } from "@parley/db/menus";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDoor, type TestDoor } from "./graphql/testing/door.ts";
import { createPictures } from "./menus/pictures.ts";
import { putMenu } from "./menus/testing/stored-menu.ts";
import { createPictureFetcher } from "./pos/http/picture.ts";
import { menuOf, productOf } from "./pricing/testing/orders.ts";

/** Pictures of products, from upstreams that mean well and ill, over real HTTP. */

const PNG = Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), Buffer.alloc(64)]);
const FIRST_BYTES: readonly [string, string][] = [
  ["image/png", "\x89PNG\r\n\x1a\n"],
  ["image/jpeg", "\xff\xd8\xff\xe0"],
  ["image/webp", "RIFF\x00\x00\x00\x00WEBPVP8 "],
  ["image/gif", "GIF89a"],
  ["image/avif", "\x00\x00\x00\x20ftypavif"],
];

let door: TestDoor;
let upstream: Server;
let base = "";
let viewer: Record<string, string>;
/** Paths that the upstream was asked for. */
const asked: string[] = [];

function serve(req: IncomingMessage, res: ServerResponse): void {
  const path = req.url ?? "";
  asked.push(path);
  const send = (type: string, body: string | Buffer) =>
    res.writeHead(200, { "content-type": type }).end(body);
  const to = (location: string) => res.writeHead(302, { location }).end();
  const first = FIRST_BYTES.find(([type]) => path === `/${type}`);
  if (first !== undefined) return void send("application/octet-stream", Buffer.from(first[1], "latin1"));
  switch (path) {
    case "/svg":
      return void send(
        "image/png",
        "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
      );
    case "/html":
      return void send("image/png", "<!doctype html><script>alert(1)</script>");
    case "/near":
      return void to("/image/png");
    case "/round":
      return void to("/round");
    case "/metadata":
      return void to("http://169.254.169.254/latest/meta-data");
    case "/inside":
      return void to("http://10.0.0.1/secret");
    case "/odd":
      return void to("http://user:pass@127.0.0.1/secret");
    case "/file":
      return void to("file:///etc/passwd");
    case "/large":
      return void send("image/png", Buffer.concat([PNG, Buffer.alloc(2 * 1024 * 1024)]));
    case "/endless": {
      res.writeHead(200, { "content-type": "image/png" });
      const more = () => {
        while (!res.destroyed && res.write(Buffer.concat([PNG, Buffer.alloc(65_536)])));
      };
      res.on("drain", more);
      more();
      return;
    }
    default:
      return void res.writeHead(404).end();
  }
}

const PATHS = [
  ...FIRST_BYTES.map(([type]) => `/${type}`),
  ...[
    "/svg",
    "/html",
    "/near",
    "/round",
    "/metadata",
    "/inside",
    "/odd",
    "/file",
    "/large",
    "/endless",
    "/none",
  ],
];

let menuId = "";
let foreignMenuId = "";

beforeAll(async () => {
  door = await openTestDoor();
  viewer = await door.headersOf("viewer");
  upstream = createServer(serve).listen(0, "127.0.0.1");
  await new Promise((resolve) => upstream.once("listening", resolve));
  const address = upstream.address();
  base = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  menuId = await menuAt(door.own.location.id);
  foreignMenuId = await menuAt(door.foreign.location.id);
  door.deps.pictures = createPictures(door.test.db, { guard: { allowLoopbackHttp: true } });
});
afterAll(async () => {
  upstream.closeAllConnections();
  upstream.close();
  await door[Symbol.asyncDispose]();
});

async function menuAt(locationId: LocationId): Promise<string> {
  const products = PATHS.map((path) => productOf({ id: path, imageUrl: `${base}${path}` }));
  await putMenu(door.test.db, locationId, menuOf({ products: [...products, productOf({ id: "bare" })] }));
  return (await findCurrentMenu(door.test.db, locationId))?.id ?? "";
}

async function picture(item: string, { headers = viewer, menu = menuId } = {}) {
  const query = new URLSearchParams({ menu, item });
  const answer = await fetch(`${door.url}/pictures?${query}`, { headers });
  return { answer, bytes: Buffer.from(await answer.arrayBuffer()) };
}

describe("a picture that a stored menu names", () => {
  it.each(FIRST_BYTES)("is %s by its first bytes, whatever its server calls it", async (type, first) => {
    const { answer, bytes } = await picture(`/${type}`);
    expect(answer.status).toBe(200);
    expect(bytes).toEqual(Buffer.from(first, "latin1"));
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      ...{ "content-type": type, "x-content-type-options": "nosniff" },
      ...{ "cache-control": "private, max-age=86400" },
      "content-security-policy": "default-src 'none'; sandbox",
    });
  });

  it("is followed to where it has gone", async () => {
    expect((await picture("/near")).answer.headers.get("content-type")).toBe("image/png");
  });

  it.each([
    ["a drawing with a script, called a PNG", "/svg", "not_a_picture"],
    ["a page, called a PNG", "/html", "not_a_picture"],
    ["a redirect to a machine's metadata", "/metadata", "url_forbidden"],
    ["a redirect into a private network", "/inside", "url_forbidden"],
    ["a redirect with a password", "/odd", "url_forbidden"],
    ["a redirect to a file", "/file", "url_forbidden"],
    ["a redirect to itself", "/round", "too_many_redirects"],
    ["too large a picture", "/large", "answer_too_large"],
    ["a picture without an end", "/endless", "answer_too_large"],
    ["a picture that is gone", "/none", "http_404"],
  ])("is refused, and nothing of it kept by a browser: %s", async (_case, item, reason) => {
    const { answer, bytes } = await picture(item);
    expect(answer.status).toBe(502);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(bytes.toString()).toContain(reason);
    expect(bytes.toString()).not.toContain("script");
  });
});

describe("what no stored menu names", () => {
  it.each([
    ["an address", { item: "http://127.0.0.1/" }],
    ["an item without a picture", { item: "bare" }],
    ["an item that is not on it", { item: "x" }],
    ["a menu that there is not", { item: "/image/png", menu: "mnu_none" }],
  ])("is not asked for: %s", async (_case, { item, ...more }) => {
    const before = asked.length;
    expect((await picture(item, more)).answer.status).toBe(404);
    expect(asked).toHaveLength(before);
  });

  it("is not told of another brand's menu, nor to nobody, nor to another site's page", async () => {
    const before = asked.length;
    expect((await picture("/image/png", { menu: foreignMenuId })).answer.status).toBe(404);
    expect((await picture("/image/png", { headers: {} })).answer.status).toBe(401);
    const headers = { ...viewer, "sec-fetch-site": "cross-site" };
    expect((await picture("/image/png", { headers })).answer.status).toBe(403);
    expect(asked).toHaveLength(before);
  });
});

describe("without leave for this machine, as in production", () => {
  it.each([
    "http://127.0.0.1/x.png",
    "https://127.0.0.1/x.png",
    "https://0x7f.1/x.png",
    "https://[::1]/x.png",
  ])("%s is not called", async (url) => {
    await using fetcher = createPictureFetcher({ guard: { allowLoopbackHttp: false } });
    const control = { signal: AbortSignal.timeout(5_000), deadlineMs: performance.now() + 5_000 };
    expect(await fetcher.fetch(url, control)).toEqual({ kind: "failed", reason: "url_forbidden" });
  });

  it("a name that leads to this machine is not called", async () => {
    await using fetcher = createPictureFetcher({
      guard: { allowLoopbackHttp: false },
      resolveName: (_name, _options, callback) => callback(null, [{ address: "127.0.0.1", family: 4 }]),
    });
    const control = { signal: AbortSignal.timeout(5_000), deadlineMs: performance.now() + 5_000 };
    expect(await fetcher.fetch("https://img.example/x.png", control)).toEqual({
      kind: "failed",
      reason: "adapter_url_forbidden",
    });
  });
});

describe("many pictures at once", () => {
  it("are fetched eight at a time; each of the others in its turn, and what is more than may wait is told to", async () => {
    let running = 0;
    let most = 0;
    const gates: (() => void)[] = [];
    const pictures = createPictures(door.test.db, {
      fetcher: {
        async fetch() {
          running += 1;
          most = Math.max(most, running);
          await new Promise<void>((open) => gates.push(open));
          running -= 1;
          return { kind: "failed", reason: "test" };
        },
        async [Symbol.asyncDispose]() {},
      },
    });
    const scope = { all: true } as const;
    const kinds = { failed: 0, busy: 0 };
    const all = Promise.all(
      Array.from({ length: 100 }, async () => {
        const { kind } = await pictures.find({ scope, menuId, itemId: "/image/png" });
        if (kind === "failed" || kind === "busy") kinds[kind] += 1;
      }),
    );
    while (gates.length < 8 || kinds.busy < 28) await new Promise(setImmediate);
    while (kinds.failed < 72) {
      gates.shift()?.();
      await new Promise(setImmediate);
    }
    await all;
    expect({ most, ...kinds }).toEqual({ most: 8, failed: 72, busy: 28 });
  });
});
