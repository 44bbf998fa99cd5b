import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDatabase } from "../client/client.ts";
import { migrate } from "../migrate.ts";
import { backUpEmbedded } from "./backup.ts";
import { startEmbedded } from "./embedded.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "parley-backup-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("backUpEmbedded (R6)", () => {
  it("copies an installation while it is written to; the copy starts with all that was committed", async () => {
    const [dataDir, to] = [join(folder, "data"), join(folder, "backup")];
    let seen = 0;
    {
      await using server = await startEmbedded({ dataDir, watchdog: true });
      await migrate(server.ownerUrl);
      await using db = openDatabase({ url: server.url, role: null, max: 2 });
      await db.sql`create table marks (n int)`;
      const count = async () => Number((await db.sql`select count(*)::int as count from marks`)[0]?.count);
      let isOver = false;
      const writes = (async () => {
        for (let n = 0; !isOver; n += 1)
          await db.sql`insert into marks select ${n}::int from generate_series(1, 50)`;
      })();
      await expect.poll(count, { timeout: 20_000 }).toBeGreaterThan(500);
      seen = await count();
      await backUpEmbedded({ dataDir, to });
      isOver = true;
      await writes;
      await expect(backUpEmbedded({ dataDir, to })).rejects.toThrow("is there already");
    }
    await expect(backUpEmbedded({ dataDir, to: join(folder, "third") })).rejects.toThrow(
      "No PostgreSQL runs",
    );
    await using copy = await startEmbedded({ dataDir: to, watchdog: true });
    expect((await migrate(copy.ownerUrl)).warnings).toEqual([]);
    await using db = openDatabase({ url: copy.url, role: null, max: 1 });
    const [row] = await db.sql`select count(*)::int as count from marks`;
    expect(Number(row?.count)).toBeGreaterThanOrEqual(seen);
  }, 180_000);
});
