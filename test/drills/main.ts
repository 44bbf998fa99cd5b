import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { printVerdict } from "./checker/report.ts";
import { openPostgres } from "./postgres.ts";
import { createRandom } from "./random.ts";
import { CLASSES, openWorld } from "./world.ts";

const dir = mkdtempSync(join(tmpdir(), "parley-drill-"));
const t0 = performance.now();
const lap = (w: string) => console.log(w, Math.round(performance.now() - t0));
await using postgres = await openPostgres(join(dir, "pg"));
lap("pg");
const random = createRandom(1);
{
  await using world = await openWorld({ name: "try", dir, random, postgres });
  lap("world");
  for (const c of CLASSES) for (let i = 0; i < 16; i++) void world.send(world.order(world.store(c), c));
  await world.settle(60000);
  lap("settled");
  console.log(printVerdict(await world.verdict()));
  lap("verdict");
}
lap("disposed");
