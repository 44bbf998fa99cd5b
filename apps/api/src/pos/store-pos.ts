import { createHash } from "node:crypto";
import { z } from "zod";
import type { AdapterClass, PosAdapter } from "./adapter.ts";
import type { PosKindDefinition, PosWire, Showing } from "./kind.ts";
import { POS_KINDS } from "./kinds.ts";
import { readPolicy, type StorePolicy } from "./policy.ts";

/** How a store's POS is reached, as stored in the store's row. */
export interface StoredPos {
  /** A name in `kinds.ts`; null while no POS is set. */
  kind: string | null;
  settings: unknown;
  /** Decrypted; null if there is none. */
  secret: string | null;
}

/** A store's POS, read once from its row. The secret is inside `connect` and nowhere else. */
export interface StorePos {
  kind: string;
  /** Where it listens; null if the settings do not say. */
  url: string | null;
  /** The store's own id at its POS; null if the settings do not say. */
  storeName: string | null;
  /** Whose accounts; null where its kind has one sort, or the settings do not say. */
  environment: string | null;
  /** D if the settings cannot be used: nothing is known about the POS behind them. */
  adapterClass: AdapterClass;
  canVoid: boolean;
  /** In seconds; null if the settings cannot be used. */
  quietPeriodS: number | null;
  /** Null where its kind leaves no choice, or the settings cannot be used. */
  showing: Showing | null;
  /** For one cell of a list. */
  summary: string;
  policy: StorePolicy;
  connection: PosConnection;
  /** Equal for equal rows, including the secret; reveals nothing about it. */
  fingerprint: string;
}

export type PosConnection =
  | { kind: "usable"; url: string; quietPeriodS: number; connect: (wire: PosWire) => PosAdapter }
  /** Nothing is sent and every order is kept until the row is corrected. */
  | { kind: "unusable"; reason: "pos_kind_unknown" | "pos_settings_invalid" | "pos_key_invalid" };

const text = z.string().nullable().catch(null);
/** What can be read from unusable settings, by the names that most kinds have. */
const namesInSettings = z.object({ url: text, store: text }).catch({ url: null, store: null });

/** Reads a store's row; never throws. `kinds` are the product's own unless a test passes others. */
export function readStorePos(
  stored: StoredPos,
  kinds: Readonly<Record<string, PosKindDefinition>> = POS_KINDS,
): StorePos {
  const kind = stored.kind ?? "none";
  const definition = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  const read = definition?.read(stored) ?? null;
  const common = {
    kind,
    policy: readPolicy(stored.settings),
    fingerprint: createHash("sha256")
      .update(JSON.stringify([kind, stored.settings, stored.secret]))
      .digest("hex"),
  };
  if (read === null) {
    const { url, store: storeName } = namesInSettings.parse(stored.settings);
    const reason = definition === undefined ? "pos_kind_unknown" : "pos_settings_invalid";
    return {
      ...common,
      ...{ url, storeName, environment: null, adapterClass: "D" },
      ...{ canVoid: false, quietPeriodS: null, showing: null, summary: "" },
      connection: { kind: "unusable", reason },
    };
  }
  const { store: storeName, ...facts } = read.facts;
  const { url, quietPeriodS } = facts;
  const connection: PosConnection =
    read.connect === null
      ? { kind: "unusable", reason: "pos_key_invalid" }
      : { kind: "usable", url, quietPeriodS, connect: read.connect };
  return { ...common, storeName, ...facts, connection };
}
