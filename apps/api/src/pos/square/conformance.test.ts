import { afterAll, beforeAll, describe, it } from "vitest";
import { conformanceChecks } from "../conformance/conformance.ts";
import type { ConformanceHarness } from "../conformance/harness.ts";
import { samplePosOrder } from "../conformance/sample-order.ts";
import { createPosRegistry, type PosRegistry } from "../registry.ts";
import { MAIN } from "../testing/square-double/catalog.ts";
import { type SquareServer, startSquareServer } from "../testing/square-double/server.ts";
import { storeOf } from "../testing/store-of.ts";

// Checks the claim to class A against a server that follows Square's published rules of idempotency.
let square: SquareServer;
let registry: PosRegistry;

beforeAll(async () => {
  square = await startSquareServer();
  registry = createPosRegistry({
    now: () => new Date(),
    timings: { attemptDeadlineMs: 10_000 },
    timeScale: 0.02,
    allowLoopbackHttp: true,
  });
});

afterAll(async () => {
  await registry[Symbol.asyncDispose]();
  await square[Symbol.asyncDispose]();
});

function harness(): ConformanceHarness {
  const orderOf = (variationId: string, cents: number) => samplePosOrder(variationId, cents, { store: MAIN });
  return {
    adapter: registry.adapterFor(
      storeOf({
        kind: "square",
        settings: { location_id: MAIN, base_url: square.url },
        secret: square.token,
      }),
    ),
    goodOrder: () => orderOf("V-SOUP", 475),
    refusedOrder: () => orderOf("V-REFUSE", 100),
    lostAnswerOrder: () => orderOf("V-LOSE", 100),
    faultOnceOrder: () => orderOf("V-FAULT", 100),
    lateOrder: () => ({ order: orderOf("V-LATE", 100), tryMs: 200 }),
    overtakenOrder: () => orderOf("V-HELD", 100),
    crossedAnswerOrder: () => orderOf("V-CROSSED", 100),
    doubleAnswerOrder: () => orderOf("V-DOUBLE", 100),
    placedCount: (reference) => square.orders.filter(({ asked }) => asked.reference_id === reference).length,
  };
}

describe("the Square adapter", () => {
  it.each(conformanceChecks({ adapterClass: "A", canVoid: false }))("$name", (check) => check.run(harness()));
});
