import type { Dispatcher } from "undici";
import { z } from "zod";
import { type AdapterClass, type PosAdapter, QUIET_PERIOD_S_DEFAULT } from "./adapter.ts";
import { type GuardOptions, judgePosUrl, urlProblem } from "./http/guard.ts";

/**
 * What makes one kind of POS: how its settings and its secret are read, judged and described, and the adapter
 * that they give. Each kind lives in its own folder and is listed in `kinds.ts`; nothing else knows its settings.
 */
export interface PosKindSpec<Settings, Secret> {
  /** Reads what is stored, also in the spelling of a process of the version before. */
  settings: z.ZodType<Settings>;
  secret: SecretSpec<Secret>;
  /** Whether somebody who sets it must say where the POS listens. */
  needsUrl: boolean;
  /** The settings to store for what somebody said in the words that all kinds share. */
  compose(input: PosInput): Record<string, unknown>;
  /** Which of those words is to blame where a setting cannot be used, by the name of the setting. */
  problems: Readonly<Record<string, PosProblem>>;
  describe(settings: Settings): PosFacts;
  /** Opens no connection by itself: `target.dispatcher` does, under the guard, when the adapter first calls. */
  create(target: PosTarget<Settings, Secret>): PosAdapter;
}

/** What a store of this kind is opened with. */
export interface SecretSpec<Secret> {
  /** As in "a signing key". */
  name: string;
  /** null: the text cannot be one. No message holds the text. */
  parse(text: string): Secret | null;
  /** What a good one looks like, in a sentence. */
  problem: string;
  /** Makes one, where it is ours to make; else a sentence that says where it comes from. */
  origin: { kind: "generated"; generate: () => string } | { kind: "given"; source: string };
}

/** How a store reaches its POS, in the words that all kinds share; a kind leaves out what it has no use for. */
export interface PosInput {
  url?: string | undefined;
  /** The store's own id at its POS. */
  store: string;
  environment?: string | undefined;
  /** Undefined: nobody has said what the POS promises. */
  adapterClass?: AdapterClass | undefined;
  canVoid?: boolean | undefined;
  quietPeriodS?: number | undefined;
}

export interface PosProblem {
  field: "url" | "store" | "key" | "settings";
  message: string;
}

/** What readable settings tell, in words that every kind has. */
export interface PosFacts {
  url: string;
  /** The store's own id at its POS. */
  store: string;
  adapterClass: AdapterClass;
  canVoid: boolean;
  quietPeriodS: number;
  /** For one cell of a list. */
  summary: string;
}

/** What an adapter is made of. */
export interface PosTarget<Settings, Secret> extends PosWire {
  settings: Settings;
  secret: Secret;
}

/** What the registry brings: the way to the POS, already judged, and the clock. */
export interface PosWire {
  /** The settings' URL, which the guard allows. */
  url: URL;
  dispatcher: Dispatcher;
  /** Already multiplied by TIME_SCALE. */
  quietPeriodMs: number;
  now: () => Date;
}

/** A kind with its own types closed over, so that one table holds them all. */
export interface PosKindDefinition extends Pick<PosKindSpec<never, never>, "needsUrl" | "compose"> {
  secret: Pick<SecretSpec<never>, "name" | "origin">;
  /** Null where the settings cannot be used; `connect` null where the secret cannot. */
  read(stored: { settings: unknown; secret: string | null }): ReadPos | null;
  /** What is wrong with settings before they are saved; null where an adapter could use them. */
  check(wanted: WantedPos, guard: GuardOptions): PosProblem | null;
}

export interface ReadPos {
  facts: PosFacts;
  connect: ((wire: PosWire) => PosAdapter) | null;
}

export interface WantedPos {
  settings: unknown;
  /** Undefined: the stored one stays, which passed this once. */
  secret: string | undefined;
}

/** As for any POS: the longest processing, one try's deadline, and a margin, in seconds. */
export const quietPeriodSetting = z.number().min(0).max(3_600).default(QUIET_PERIOD_S_DEFAULT);

/** Gives a kind its place in the table. */
export function definePosKind<Settings, Secret>(spec: PosKindSpec<Settings, Secret>): PosKindDefinition {
  return {
    needsUrl: spec.needsUrl,
    compose: spec.compose,
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
        const name = String(first?.path[0] ?? "");
        return spec.problems[name] ?? { field: "settings", message: `${name}: ${first?.message}` };
      }
      const verdict = judgePosUrl(spec.describe(settings.data).url, guard);
      if (verdict.kind === "forbidden") return { field: "url", message: urlProblem(verdict.reason) };
      return wanted.secret === undefined || spec.secret.parse(wanted.secret) !== null
        ? null
        : { field: "key", message: spec.secret.problem };
    },
  };
}
