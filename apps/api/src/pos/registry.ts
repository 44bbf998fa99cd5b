import type { PosAdapter } from "./adapter.ts";

/** How a store's POS is reached, as the store's row says it. */
export interface PosStore {
  locationId: string;
  /** `bridge` for now. */
  posKind: string;
  /** For `bridge`: `{ url, store, class? }`. */
  posSettings: unknown;
  /** For `bridge`: one signing key `whsec_…`, or two separated by a space during a rotation (the first signs). */
  posSecret: string | null;
}

export interface PosRegistryOptions {
  now: () => Date;
  timings: { attemptDeadlineMs: number };
  /** Lets a POS be reached by plain http on loopback: the demo and tests only. Default false. */
  allowLoopbackHttp?: boolean;
}

/** Hands out one adapter per store, kept as long as the store's settings stay the same. */
export interface PosRegistry {
  /** Never throws: settings that cannot be used give an adapter that reports `not_sent`. */
  adapterFor(store: PosStore): PosAdapter;
  /** Drops the kept connections to all POSs. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** Creates the registry; its adapters open connections when first used. */
export function createPosRegistry(_options: PosRegistryOptions): PosRegistry {
  throw new Error("not written");
}
