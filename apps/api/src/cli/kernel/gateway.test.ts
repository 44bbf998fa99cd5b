import { Readable } from "node:stream";
import { createTestDatabase, type TestDatabase } from "@parley/db/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { MASTER_KEY } from "../testing/cli.ts";
import { loadCliConfig } from "./config.ts";
import { withGateway } from "./gateway.ts";
import { openSession } from "./session.ts";

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test[Symbol.asyncDispose]());

it("waits for a POS as long as the API of this installation, whatever that was set to", async () => {
  const config = loadCliConfig({
    DATABASE_URL: test.url,
    MASTER_KEY,
    TIME_SCALE: "0.5",
    ATTEMPT_DEADLINE_MS: "40000",
    SYNC_BUDGET_MS: "30000",
    LEASE_MS: "60000",
    GIVE_UP_MS: "900000",
  });
  const terminal = { out: () => {}, err: () => {}, isInteractive: false, input: Readable.from([]) };
  await using session = await openSession(config, terminal);
  const timings = await withGateway(session, async (ctx) => ctx.config.timings);
  expect(timings).toMatchObject({
    ...{ attemptDeadlineMs: 20_000, syncBudgetMs: 15_000 },
    ...{ leaseMs: 30_000, giveUpMs: 450_000 },
  });
});
