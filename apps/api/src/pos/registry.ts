import { Agent } from "undici";
import { type PosAdapter, QUIET_PERIOD_S_DEFAULT } from "./adapter.ts";
import { ClosedAdapter } from "./closed.ts";
import { createGuardedLookup, judgePosUrl, type ResolveName } from "./http/guard.ts";
import type { StorePos } from "./store-pos.ts";

/** A POS of a store, as `readStorePos` has read it, told apart from those that the store had before. */
export interface PosStore {
  lane: string;
  pos: StorePos;
}

export interface PosRegistryOptions {
  now: () => Date;
  timings: { attemptDeadlineMs: number };
  /** Multiplies the quiet periods of the stores' settings; `timings` are already multiplied. Default 1. */
  timeScale?: number;
  /** Allows plain http to a POS on loopback: the demo and tests only. Default false. */
  allowLoopbackHttp?: boolean;
  /** The machine's resolver unless a test brings its own. */
  resolveName?: ResolveName;
  /** Told at each answer with which key the POS of a lane signed. */
  onKeyUsed?: (lane: string, key: string) => void;
}

/** Provides one adapter per store, kept as long as the store's settings stay the same. */
export interface PosRegistry {
  /** Never throws: for unusable settings it returns an adapter that reports `not_sent`. */
  adapterFor(store: PosStore): PosAdapter;
  /** Closes the open connections to all POSs. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** We close an idle connection before the POS does (most do after 5 s); else a write could meet a reset. */
const KEEP_ALIVE_MS = 4_000;
const KEEP_ALIVE_MARGIN_MS = 1_000;

/** Further calls to one store wait in line; its slots (`policy.ts`) are fewer. */
const CONNECTIONS_MAX = 300;

/** Creates the registry; its adapters open connections when first used. */
export function createPosRegistry(options: PosRegistryOptions): PosRegistry {
  const guard = { allowLoopbackHttp: options.allowLoopbackHttp ?? false };
  const agents = new Map<string, Agent>();
  const adapters = new Map<string, { fingerprint: string; adapter: PosAdapter }>();

  // One pool for each store, even if many have the same origin: a POS that hangs cannot use up the
  // connections of another store.
  function agentFor(origin: string, lane: string): Agent {
    const key = `${lane} ${origin}`;
    const existing = agents.get(key);
    if (existing) return existing;
    const agent = new Agent({
      connections: CONNECTIONS_MAX,
      pipelining: 1,
      keepAliveTimeout: KEEP_ALIVE_MS,
      keepAliveMaxTimeout: KEEP_ALIVE_MS,
      keepAliveTimeoutThreshold: KEEP_ALIVE_MARGIN_MS,
      connect: {
        timeout: Math.max(1, Math.round(options.timings.attemptDeadlineMs * 0.3)),
        lookup: createGuardedLookup(guard, options.resolveName),
      },
    });
    agents.set(key, agent);
    return agent;
  }

  function quietPeriodMs(seconds: number): number {
    return Math.round(seconds * 1_000 * (options.timeScale ?? 1));
  }

  function createAdapter({ lane, pos }: PosStore): PosAdapter {
    const { connection, kind } = pos;
    const closed = (reason: string) =>
      new ClosedAdapter({ kind, reason, quietPeriodMs: quietPeriodMs(QUIET_PERIOD_S_DEFAULT) });
    if (connection.kind === "unusable") return closed(connection.reason);
    const verdict = judgePosUrl(connection.url, guard);
    if (verdict.kind === "forbidden") return closed("adapter_url_forbidden");
    return connection.connect({
      url: verdict.url,
      dispatcher: agentFor(verdict.url.origin, lane),
      quietPeriodMs: quietPeriodMs(connection.quietPeriodS),
      now: options.now,
      keyUsed: options.onKeyUsed && ((key) => options.onKeyUsed?.(lane, key)),
    });
  }

  return {
    adapterFor({ lane, pos }) {
      const { fingerprint } = pos;
      const known = adapters.get(lane);
      if (known?.fingerprint === fingerprint) return known.adapter;
      const adapter = createAdapter({ lane, pos });
      adapters.set(lane, { fingerprint, adapter });
      return adapter;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...agents.values()].map((agent) => agent.destroy()));
    },
  };
}
