import { parseSigningKey, type SigningKey } from "@parley/bridge-contract";
import { Agent } from "undici";
import { z } from "zod";
import { type PosAdapter, QUIET_PERIOD_S_DEFAULT } from "./adapter.ts";
import { BridgeAdapter } from "./bridge/adapter.ts";
import { ClosedAdapter } from "./closed.ts";
import { createGuardedLookup, judgePosUrl, type ResolveName } from "./http/guard.ts";
import { SquareAdapter } from "./square/adapter.ts";
import { isSquareToken, judgeSquareUrl, squareSettings } from "./square/settings.ts";

/** How a store's POS is reached, as the store's row says it. */
export interface PosStore {
  locationId: string;
  /** `bridge` or `square`. */
  posKind: string;
  /** For `bridge`: `{ url, store, class?, can_void?, quiet_period_s? }` (docs/bridge.md, chapter 7); for `square`: docs/square.md, chapter 5. */
  posSettings: unknown;
  /** For `bridge`: one signing key `whsec_…`, or two separated by a space during a rotation (the first signs); for `square`: the access token. */
  posSecret: string | null;
}

export interface PosRegistryOptions {
  now: () => Date;
  timings: { attemptDeadlineMs: number };
  /** Multiplies the quiet periods of the stores' settings, as it has multiplied `timings`. Default 1. */
  timeScale?: number;
  /** Lets a POS be reached by plain http on loopback: the demo and tests only. Default false. */
  allowLoopbackHttp?: boolean;
  /** The machine's resolver unless a test brings its own. */
  resolveName?: ResolveName;
}

/** Hands out one adapter per store, kept as long as the store's settings stay the same. */
export interface PosRegistry {
  /** Never throws: settings that cannot be used give an adapter that reports `not_sent`. */
  adapterFor(store: PosStore): PosAdapter;
  /** Drops the kept connections to all POSs. */
  [Symbol.asyncDispose](): Promise<void>;
}

const bridgeSettings = z.object({
  url: z.string(),
  store: z.string().min(1).max(128),
  /** `X` is an older way to say class C with `can_void`. */
  class: z.enum(["A", "B", "C", "D", "X"]).default("A"),
  can_void: z.boolean().optional(),
  /** The POS's longest processing, one try's deadline, and a margin. */
  quiet_period_s: z.number().min(0).max(3_600).default(QUIET_PERIOD_S_DEFAULT),
});

/** A kept connection is given up before the POS gives it up (most do after 5 s), or a write meets a reset. */
const KEEP_ALIVE_MS = 4_000;
const KEEP_ALIVE_MARGIN_MS = 1_000;

/** More calls to one store at once than this wait in line; its slots (`orders/policy.ts`) are fewer. */
const CONNECTIONS_MAX = 300;

/** Creates the registry; its adapters open connections when first used. */
export function createPosRegistry(options: PosRegistryOptions): PosRegistry {
  const guard = { allowLoopbackHttp: options.allowLoopbackHttp ?? false };
  const agents = new Map<string, Agent>();
  const adapters = new Map<string, { settings: string; adapter: PosAdapter }>();

  // One pool for each store, also where many have the same origin: a till that hangs holds no other's
  // connections.
  function agentFor(origin: string, locationId: string): Agent {
    const key = `${locationId} ${origin}`;
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

  function createAdapter(store: PosStore): PosAdapter {
    if (store.posKind === "bridge") return createBridge(store);
    if (store.posKind === "square") return createSquare(store);
    return closed(store.posKind, "pos_kind_unknown");
  }

  function quietPeriodMs(seconds: number): number {
    return Math.round(seconds * 1_000 * (options.timeScale ?? 1));
  }

  function closed(kind: string, reason: string): PosAdapter {
    return new ClosedAdapter(kind, reason, quietPeriodMs(QUIET_PERIOD_S_DEFAULT));
  }

  function createSquare(store: PosStore): PosAdapter {
    const settings = squareSettings.safeParse(store.posSettings).data;
    if (!settings) return closed("square", "pos_settings_invalid");
    const verdict = judgeSquareUrl(settings, guard);
    if (verdict.kind === "forbidden") return closed("square", "adapter_url_forbidden");
    const token = store.posSecret ?? "";
    if (!isSquareToken(token)) return closed("square", "pos_key_invalid");
    const dispatcher = agentFor(verdict.url.origin, store.locationId);
    const target = { dispatcher, url: verdict.url, token, now: options.now };
    return new SquareAdapter(target, settings, quietPeriodMs(settings.quiet_period_s));
  }

  function createBridge(store: PosStore): PosAdapter {
    const settings = bridgeSettings.safeParse(store.posSettings).data;
    if (!settings) return closed("bridge", "pos_settings_invalid");
    const verdict = judgePosUrl(settings.url, guard);
    if (verdict.kind === "forbidden") return closed("bridge", "adapter_url_forbidden");
    const keys = readKeys(store.posSecret);
    if (!keys) return closed("bridge", "pos_key_invalid");
    const dispatcher = agentFor(verdict.url.origin, store.locationId);
    const target = { dispatcher, url: verdict.url, store: settings.store, keys, now: options.now };
    return new BridgeAdapter(target, {
      adapterClass: settings.class === "X" ? "C" : settings.class,
      canVoid: settings.can_void ?? settings.class === "X",
      quietPeriodMs: quietPeriodMs(settings.quiet_period_s),
    });
  }

  return {
    adapterFor(store) {
      const settings = JSON.stringify([store.posKind, store.posSettings, store.posSecret]);
      const known = adapters.get(store.locationId);
      if (known?.settings === settings) return known.adapter;
      const adapter = createAdapter(store);
      adapters.set(store.locationId, { settings, adapter });
      return adapter;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...agents.values()].map((agent) => agent.destroy()));
    },
  };
}

function readKeys(secret: string | null): readonly [SigningKey, ...SigningKey[]] | null {
  try {
    const [first, ...others] = (secret ?? "").split(" ").map(parseSigningKey);
    return first ? [first, ...others] : null;
  } catch {
    // The text of a secret belongs in no message; which store has it is known to the caller.
    return null;
  }
}
