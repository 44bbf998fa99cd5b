import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { get, type IncomingMessage, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createBuildFiles } from "./build-files.ts";
import { createAdminServer } from "./serve.ts";

const SCRIPT = "console.log(1);\n".repeat(1000);

let folder: string;
let server: Server;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "build-files-"));
  await mkdir(join(folder, "chunks"));
  await writeFile(join(folder, "chunks", "a-1~b.js"), SCRIPT);
  await writeFile(join(folder, "secret.js"), "no chunk");
  server = createAdminServer({
    trustProxy: "",
    buildFiles: createBuildFiles(folder),
    handler: async (_req, res) => void res.end("a page"),
  });
  server.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

async function ask(
  path: string,
  encoding = "gzip, deflate, br",
): Promise<{ res: IncomingMessage; body: Buffer }> {
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const headers = { "accept-encoding": encoding };
  const res = await new Promise<IncomingMessage>((resolve) => get({ port, path, headers }, resolve));
  const parts: Buffer[] = [];
  for await (const part of res) parts.push(part);
  return { res, body: Buffer.concat(parts) };
}

describe("files of a build", () => {
  it("come compressed, the same each time, to be kept for ever", async () => {
    for (let time = 0; time < 2; time += 1) {
      const { res, body } = await ask("/_next/static/chunks/a-1~b.js");
      expect(brotliDecompressSync(body).toString()).toBe(SCRIPT);
      expect(res.headers).toMatchObject({
        "content-encoding": "br",
        "content-length": String(body.length),
        "cache-control": "public, max-age=31536000, immutable",
        "x-content-type-options": "nosniff",
        vary: "Accept-Encoding",
      });
    }
  });

  it.each([
    ["/_next/static/chunks/none.js", "br"],
    ["/_next/static/chunks/../secret.js", "br"],
    ["/_next/static/chunks/..%2fsecret.js", "br"],
    ["/_next/static/chunks/a-1~b.js", "gzip"],
    ["/_next/static/chunks/a-1~b.js", "gzip, br;q=0"],
    ["/orders", "br"],
  ])("leave %s for %s to the pages", async (path, encoding) => {
    const { res, body } = await ask(path, encoding);
    expect(res.statusCode).toBe(200);
    expect(body.toString()).toBe("a page");
  });
});
