import { z } from "zod";
import type { PlaceOutcome, PosAdapter } from "../adapter.ts";
import { definePosKind, quietPeriodSetting } from "../kind.ts";

/** A kind of POS inside this process: beads stand for orders, and each reference moves them once. */
const beads = new Map<string, string>();

const promises = { adapterClass: "A", canVoid: false } as const;

export const abacusKind = definePosKind({
  settings: z.object({ url: z.string(), rod: z.string().min(1), quiet_period_s: quietPeriodSetting }),
  secret: {
    name: "a frame number",
    parse: (text) => (/^\d+$/.test(text) ? Number(text) : null),
    fault: "bridge_key",
    origin: { kind: "given", source: "It is stamped into the frame." },
  },
  needsUrl: true,
  canCheck: true,
  compose: ({ url, store }) => ({ url, rod: store }),
  problems: { rod: { field: "store", fault: "store_length" } },
  describe: ({ url, rod, quiet_period_s: quietPeriodS }) => ({
    ...promises,
    url,
    store: rod,
    environment: null,
    quietPeriodS,
    showing: null,
    summary: `rod ${rod}`,
  }),
  create: ({ settings, secret, quietPeriodMs }): PosAdapter => {
    const failed = { kind: "failed" as const, reason: "an abacus has no menu" };
    const place = (reference: string): PlaceOutcome => {
      const posOrderId = beads.get(reference) ?? `${secret}-${settings.rod}-${beads.size + 1}`;
      beads.set(reference, posOrderId);
      return { kind: "placed", posOrderId, readyAt: null, call: null };
    };
    return {
      kind: "abacus",
      ...promises,
      quietPeriodMs,
      place: async ({ reference }) => place(reference),
      lookUp: async (reference) => {
        const posOrderId = beads.get(reference);
        return posOrderId === undefined
          ? { kind: "absent", call: null }
          : { kind: "found", posOrderId, readyAt: null, call: null };
      },
      voidOrder: async () => ({ kind: "not_offered", call: null }),
      check: async () => ({ kind: "accepted", call: null }),
      fetchMenu: async () => failed,
    };
  },
});
