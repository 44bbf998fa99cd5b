import type { CallControl, MenuOutcome, PosAdapter } from "../../pos/adapter.ts";
import type { PosRegistry, PosStore } from "../../pos/registry.ts";

/** A POS that serves menus only: the next answer is set by the test, and every question is kept. */
export interface MenuPos extends PosRegistry {
  answer(outcome: MenuOutcome | (() => Promise<MenuOutcome>)): void;
  readonly asked: { store: PosStore; etag: string | null }[];
}

export function createMenuPos(): MenuPos {
  let next: () => Promise<MenuOutcome> = async () => ({ kind: "failed", reason: "pos_unreachable" });
  const asked: { store: PosStore; etag: string | null }[] = [];
  const never = () => Promise.reject(new Error("this POS serves menus only"));
  return {
    asked,
    answer(outcome) {
      next = typeof outcome === "function" ? outcome : async () => outcome;
    },
    adapterFor(store): PosAdapter {
      return {
        kind: "bridge",
        adapterClass: "A",
        canVoid: false,
        quietPeriodMs: 0,
        place: never,
        lookUp: never,
        voidOrder: never,
        check: never,
        async fetchMenu({ etag }, { signal }: CallControl) {
          asked.push({ store, etag });
          const stopped = new Promise<MenuOutcome>((resolve) => {
            signal?.addEventListener("abort", () => resolve({ kind: "failed", reason: "aborted" }));
          });
          return await Promise.race([next(), stopped]);
        },
      };
    },
    async [Symbol.asyncDispose]() {},
  };
}
