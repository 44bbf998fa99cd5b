import type { PosAdapter } from "../../adapter.ts";
import { createPosRegistry, type PosRegistry } from "../../registry.ts";
import { storeOf } from "../store-of.ts";
import { MAIN } from "./catalog.ts";
import { type SquareServer, startSquareServer } from "./server.ts";

/** Pairs of a Square and an adapter that calls it, as many as a test opens; `close` stops them. */
export function openSquareStage() {
  const opened: (PosRegistry | SquareServer)[] = [];
  return {
    async open(settings: object = {}): Promise<{ square: SquareServer; adapter: PosAdapter }> {
      const square = await startSquareServer();
      const registry = createPosRegistry({
        now: () => new Date(),
        timings: { attemptDeadlineMs: 10_000 },
        allowLoopbackHttp: true,
      });
      opened.push(square, registry);
      const adapter = registry.adapterFor(
        storeOf({
          kind: "square",
          settings: { location_id: MAIN, base_url: square.url, ...settings },
          secret: square.token,
        }),
      );
      return { square, adapter };
    },

    async close(): Promise<void> {
      for (const one of opened.splice(0).reverse()) await one[Symbol.asyncDispose]();
    },
  };
}
