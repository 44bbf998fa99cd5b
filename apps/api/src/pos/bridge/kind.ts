import { createSigningKey, parseSigningKey, type SigningKey } from "@parley/bridge-contract";
import { TEXT_MAX } from "@parley/limits";
import { z } from "zod";
import { definePosKind, quietPeriodSetting } from "../kind.ts";
import { BridgeAdapter } from "./adapter.ts";

const STORE_MAX = TEXT_MAX.id;

/** How to reach a store that speaks the bridge (docs/bridge.md, chapter 7). */
const bridgeSettings = z.preprocess(
  readStoredClass,
  z.object({
    url: z.string(),
    store: z.string().min(1).max(STORE_MAX),
    class: z.enum(["A", "B", "C", "D"]),
    /** If no class is stated, D is assumed. */
    class_assumed: z.boolean().default(false),
    can_void: z.boolean().default(false),
    quiet_period_s: quietPeriodSetting,
  }),
);

/**
 * A POS without a stated class is assumed to promise nothing. `X` means C with voiding: a process of the
 * version before may still write that spelling (ADR 0018).
 */
function readStoredClass(stored: unknown): unknown {
  if (typeof stored !== "object" || stored === null) return stored;
  if (!("class" in stored)) return { ...stored, ...UNSTATED_CLASS };
  return stored.class === "X" ? { can_void: true, ...stored, class: "C" } : stored;
}

const UNSTATED_CLASS = { class: "D", class_assumed: true };

export const bridgeKind = definePosKind({
  settings: bridgeSettings,
  secret: {
    name: "a signing key",
    parse: readKeys,
    fault: "bridge_key",
    origin: { kind: "generated", generate: createSigningKey },
  },
  needsUrl: true,
  canCheck: true,
  compose: ({ url, store, adapterClass, canVoid, quietPeriodS }) => ({
    url,
    store,
    ...(adapterClass === undefined ? UNSTATED_CLASS : { class: adapterClass }),
    ...(canVoid === undefined ? {} : { can_void: canVoid }),
    ...(quietPeriodS === undefined ? {} : { quiet_period_s: quietPeriodS }),
  }),
  claim: ({ adapterClass, canVoid }) => ({
    class: adapterClass,
    class_assumed: false,
    can_void: canVoid,
  }),
  problems: {
    url: { field: "url", fault: "url_missing" },
    store: { field: "store", fault: "store_length" },
  },
  describe: (settings) => ({
    url: settings.url,
    store: settings.store,
    environment: null,
    adapterClass: settings.class,
    canVoid: settings.can_void,
    quietPeriodS: settings.quiet_period_s,
    showing: null,
    summary: `${settings.url} ${settings.store} class ${settings.class}${
      settings.class_assumed ? " (nobody has stated it)" : ""
    }`,
  }),
  create: ({ settings, secret: keys, url, dispatcher, now, quietPeriodMs, keyUsed }) =>
    new BridgeAdapter(
      { dispatcher, url, store: settings.store, keys, now, keyUsed },
      { adapterClass: settings.class, canVoid: settings.can_void, quietPeriodMs },
    ),
});

/** One signing key `whsec_…`, or two separated by a space while one is changed. */
function readKeys(text: string): readonly [SigningKey, ...SigningKey[]] | null {
  try {
    const [first, ...others] = text.split(" ").map(parseSigningKey);
    return first ? [first, ...others] : null;
  } catch {
    // No message may contain the text of a secret; the caller knows which store it belongs to.
    return null;
  }
}
