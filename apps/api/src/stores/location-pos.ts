import type { FormerPosFacts, Location } from "@parley/db/stores";
import type { AdapterClass } from "../pos/adapter.ts";
import type { Showing } from "../pos/kind.ts";
import type { StorePolicy } from "../pos/policy.ts";
import { readStorePos } from "../pos/store-pos.ts";

/** How a store's POS is reached, for a person to read. No secret is decrypted for it. */
export interface LocationPos {
  /** A kind, or `none`. */
  kind: string;
  url: string | null;
  /** The store's own id at its POS. */
  store: string | null;
  /** Of Square: `production`, `sandbox` or `stand_in`; null for others. */
  environment: string | null;
  adapterClass: AdapterClass;
  canVoid: boolean;
  /** In seconds; null where the settings cannot be read. */
  quietPeriodS: number | null;
  /** As what it shows our orders; null where that is no choice, or the settings cannot be read. */
  showing: Showing | null;
  policy: StorePolicy;
  /** For one cell of a list; empty where no POS is set. */
  text: string;
}

export function describeLocationPos({
  posKind,
  posSettings,
}: Pick<Location, "posKind" | "posSettings">): LocationPos {
  const pos = readStorePos({ kind: posKind, settings: posSettings, secret: null });
  const { kind, storeName: store, summary } = pos;
  const { url, environment, adapterClass, canVoid, quietPeriodS, showing, policy } = pos;
  return {
    ...{ kind, url, store, environment, adapterClass, canVoid, quietPeriodS, showing, policy },
    text: posKind === null ? "" : `${kind} ${summary}`.trimEnd(),
  };
}

/** A POS that a store had before, as a person must know it to look for an order there. */
export interface FormerPosText {
  /** Its address, or the kind where it has none. */
  where: string;
  endedAt: Date;
}

export function describeFormerPos(former: FormerPosFacts): FormerPosText {
  const { url, kind, store } = describeLocationPos(former);
  return { where: [url ?? kind, store].filter((part) => part !== null).join(", "), endedAt: former.endedAt };
}
