import type { Dispatcher } from "undici";
import { z } from "zod";
import { type AdapterClass, type PosAdapter, QUIET_PERIOD_S_DEFAULT } from "./adapter.ts";
import { type GuardOptions, judgePosUrl, type UrlFault } from "./http/guard.ts";

/**
 * What defines one kind of POS: how its settings and its secret are read, judged and described, and how
 * its adapter is made from them. Each kind has its own folder and is listed in `kinds.ts`; nothing else
 * knows its settings.
 */
export interface PosKindSpec<Settings, Secret> {
  /** Reads stored settings, including those spelled by a process of the version before. */
  settings: z.ZodType<Settings>;
  secret: SecretSpec<Secret>;
  /** Whether the person who sets up the POS must give its URL. */
  needsUrl: boolean;
  /** False: it cannot be asked whether it would take an order without placing it; `check` then only fails. */
  canCheck: boolean;
  /** Turns the input fields that all kinds share into the settings to store. */
  compose(input: PosInput): Record<string, unknown>;
  /**
   * The settings by which a store says what its POS promises; left out where the vendor's API promises one thing to
   * all, so that nobody states it.
   */
  claim?(claim: { adapterClass: AdapterClass; canVoid: boolean }): Record<string, unknown>;
  /** Settings that those fields do not say: they stay as they are stored while the kind does. */
  keeps?: readonly string[];
  /** Which of those fields is wrong if a setting cannot be used, by the name of the setting. */
  problems: Readonly<Record<string, PosProblem>>;
  /** Why settings that can be read may not be saved, beside what the guard says of their URL. */
  forbids?(settings: Settings): PosProblem | null;
  describe(settings: Settings): PosFacts;
  /** Opens no connection: `target.dispatcher` does that, under the guard, at the adapter's first call. */
  create(target: PosTarget<Settings, Secret>): PosAdapter;
}

/** The secret that gives access to a store of this kind. */
export interface SecretSpec<Secret> {
  /** For example "a signing key". */
  name: string;
  /** null: the text is not a valid secret. No message may contain the text. */
  parse(text: string): Secret | null;
  /** What is wrong with a text that is none. */
  fault: PosFault;
  /** Makes one if we generate it; else a sentence that says where it comes from. */
  origin: { kind: "generated"; generate: () => string } | { kind: "given"; source: string };
}

/** How a store reaches its POS, in fields that all kinds share; a kind ignores those that it does not use. */
export interface PosInput {
  url?: string | undefined;
  /** The store's own id at its POS. */
  store: string;
  environment?: string | undefined;
  /** Undefined: it was not stated what the POS promises. */
  adapterClass?: AdapterClass | undefined;
  canVoid?: boolean | undefined;
  quietPeriodS?: number | undefined;
  /** How long the kitchen needs for an order that is wanted at once; 0: it is not said. Undefined: as stored. */
  prepMinutes?: number | undefined;
  /** As what the POS shows an order that is delivered, or eaten at the store. Undefined: as stored. */
  deliveryAs?: Showing["deliveryAs"] | undefined;
  dineInAs?: Showing["dineInAs"] | undefined;
}

/** As what a vendor's POS shows our orders to its kitchen, where that is a choice. */
export interface Showing {
  /** Null: the POS names no time when an order is ready that is wanted at once. */
  prepMinutes: number | null;
  deliveryAs: "pickup" | "delivery";
  dineInAs: "pickup" | "in_store";
}

/** What may be wrong with the settings of a POS; `posFaultText` (stores/provisioning) says it in words. */
export type PosFault =
  | UrlFault
  | "url_missing"
  | "store_length"
  | "square_location"
  | "square_elsewhere"
  | "prep_minutes"
  | "bridge_key"
  | "square_token"
  | "key_not_made"
  | "quiet_period"
  | "slots"
  | "settings";

export interface PosProblem {
  field: "url" | "store" | "key" | "quiet_period" | "prep_minutes" | "slots" | "settings";
  fault: PosFault;
}

/** What valid settings say, in fields that every kind has. */
export interface PosFacts {
  url: string;
  /** The store's own id at its POS. */
  store: string;
  /** Whose accounts, where the kind has more than one sort. */
  environment: string | null;
  adapterClass: AdapterClass;
  canVoid: boolean;
  quietPeriodS: number;
  /** Null where its kind leaves no choice. */
  showing: Showing | null;
  /** For one cell of a list. */
  summary: string;
}

/** What an adapter is made of. */
export interface PosTarget<Settings, Secret> extends PosWire {
  settings: Settings;
  secret: Secret;
}

/** What the registry adds: the URL of the POS, already judged, its dispatcher, and the clock. */
export interface PosWire {
  /** The settings' URL, which the guard allows. */
  url: URL;
  dispatcher: Dispatcher;
  /** Already multiplied by TIME_SCALE. */
  quietPeriodMs: number;
  now: () => Date;
  /** Told with which of several keys the POS signed, as text; at each answer. */
  keyUsed?: ((key: string) => void) | undefined;
}

/** A kind without its own types in the signature, so that all kinds fit into one table. */
export interface PosKindDefinition
  extends Pick<PosKindSpec<never, never>, "needsUrl" | "canCheck" | "compose" | "claim"> {
  keeps: readonly string[];
  secret: Pick<SecretSpec<never>, "name" | "origin">;
  /** Null if the settings cannot be used; `connect` is null if the secret cannot. */
  read(stored: { settings: unknown; secret: string | null }): ReadPos | null;
  /** What is wrong with settings before they are saved; null if an adapter could use them. */
  check(wanted: WantedPos, guard: GuardOptions): PosProblem | null;
}

export interface ReadPos {
  facts: PosFacts;
  connect: ((wire: PosWire) => PosAdapter) | null;
}

export interface WantedPos {
  settings: unknown;
  /** Undefined: the stored one stays; it has passed this check before. */
  secret: string | undefined;
}

/** The same for every kind: the longest processing, one try's deadline, and a margin, in seconds. */
export const quietPeriodSetting = z.number().min(0).max(3_600).default(QUIET_PERIOD_S_DEFAULT);

const QUIET_PERIOD_PROBLEM: PosProblem = { field: "quiet_period", fault: "quiet_period" };

/** Makes a kind's entry for the table. */
export function definePosKind<Settings, Secret>(spec: PosKindSpec<Settings, Secret>): PosKindDefinition {
  const problems: Readonly<Record<string, PosProblem>> = {
    quiet_period_s: QUIET_PERIOD_PROBLEM,
    ...spec.problems,
  };
  return {
    needsUrl: spec.needsUrl,
    canCheck: spec.canCheck,
    compose: spec.compose,
    ...(spec.claim === undefined ? {} : { claim: spec.claim }),
    keeps: spec.keeps ?? [],
    secret: { name: spec.secret.name, origin: spec.secret.origin },

    read(stored) {
      const settings = spec.settings.safeParse(stored.settings);
      if (!settings.success) return null;
      const secret = spec.secret.parse(stored.secret ?? "");
      return {
        facts: spec.describe(settings.data),
        connect: secret === null ? null : (wire) => spec.create({ ...wire, settings: settings.data, secret }),
      };
    },

    check(wanted, guard) {
      const settings = spec.settings.safeParse(wanted.settings);
      if (!settings.success) {
        const [first] = settings.error.issues;
        return problems[String(first?.path[0] ?? "")] ?? { field: "settings", fault: "settings" };
      }
      const forbidden = spec.forbids?.(settings.data) ?? null;
      if (forbidden !== null) return forbidden;
      const verdict = judgePosUrl(spec.describe(settings.data).url, guard);
      if (verdict.kind === "forbidden") return { field: "url", fault: verdict.reason };
      return wanted.secret === undefined || spec.secret.parse(wanted.secret) !== null
        ? null
        : { field: "key", fault: spec.secret.fault };
    },
  };
}
