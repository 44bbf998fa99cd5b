import { createServer } from "node:http";
import express from "express";
import { z } from "zod";
import { openTwinDatabase } from "./database.ts";
import { createTwins } from "./routes.ts";

/**
 * The servers to compare with, in a process of their own: the twins on PORT, a bare node:http echo on the
 * port after it, an Express echo on the next. Settings come as one JSON argument.
 */
const settings = z
  .object({
    port: z.number(),
    databaseUrl: z.string(),
    sharedId: z.string(),
    posUrl: z.string(),
    posKey: z.string(),
    place: z.object({
      connectionId: z.string(),
      brandId: z.string(),
      locationId: z.string(),
      store: z.string(),
    }),
    menu: z.record(z.string(), z.unknown()),
  })
  .parse(JSON.parse(process.argv[2] ?? "{}"));

const db = openTwinDatabase(settings.databaseUrl, "parley-bench-twins");
const twins = await createTwins({ ...settings, db });
twins.listen(settings.port, "127.0.0.1");

createServer((req, res) => {
  const chunks: Buffer[] = [];
  req.on("data", (chunk: Buffer) => chunks.push(chunk));
  req.on("end", () => {
    const body = JSON.stringify(JSON.parse(Buffer.concat(chunks).toString("utf8")));
    res.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(body) });
    res.end(body);
  });
}).listen(settings.port + 1, "127.0.0.1");

const echo = express();
echo.disable("x-powered-by");
echo.disable("etag");
echo.use(express.json({ limit: "256kb" }));
echo.post("/echo", (req, res) => {
  res.json(req.body);
});
echo.listen(settings.port + 2, "127.0.0.1");

process.stdin.on("end", () => process.exit(0)).resume();
