import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { embeddedFacts, startEmbedded } from "@parley/db/embedded";
import { expect, it } from "vitest";
import { aboutEmbedded } from "./postgres.ts";

it("tells of the embedded PostgreSQL how old it is and what its log takes (R13)", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "parley-facts-"));
  const server = await startEmbedded({ dataDir, watchdog: true, settings: { max_wal_size: "512MB" } });
  try {
    const facts = await embeddedFacts(server.ownerUrl);
    expect(facts.version).toMatch(/^\d+\.\d+$/);
    expect(facts.walBytes).toBeGreaterThanOrEqual(16 * 1024 * 1024);
    expect(aboutEmbedded(facts)).toMatch(
      /^the embedded PostgreSQL \d+\.\d+ is for .* takes \d+ MB and under load up to about 512 MB\./,
    );
  } finally {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
