"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import type { Until } from "@/components/until/until.ts";
import { ask } from "@/graphql/ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { setAvailability } from "./set-availability.graphql.ts";

/** One item of the menu as the acts need it. */
export interface ActItem {
  kind: "PRODUCT" | "MODIFIER";
  itemId: string;
  /** Its name; its id where it has left the menu. */
  name: string;
}

/** What an item's availability is after a write: still off, by whom and until when; or available again. */
export type SetAnswer =
  | {
      kind: "off";
      source: "OPERATOR" | "POS" | "MENU" | "DERIVED";
      until: string | null;
      /** What keeps it from being ordered besides; null where nothing does. */
      because: string | null;
    }
  | { kind: "available" }
  | { kind: "refused"; message: string };

export type SetRequest = { item: ActItem } & (
  | { available: true }
  | { available: false; until: Until; reason: string | null }
);

/** Writes an item's availability and reads the page again, also when it was refused: it was out of date. */
export function useSetAvailability(locationId: string) {
  const router = useRouter();
  const writeFailure = useWriteFailure();
  const [isReading, startReading] = useTransition();

  async function set({ item, ...request }: SetRequest): Promise<SetAnswer> {
    const { kind, itemId } = item;
    const input = { locationId, items: [{ kind, itemId }], ...request };
    const { data, error } = await ask(setAvailability, { input });
    startReading(() => router.refresh());
    const result = data?.setAvailability;
    if (result?.__typename !== "Location") {
      return { kind: "refused", message: result?.message ?? writeFailure(error) };
    }
    const off = result.offItems.find((each) => each.kind === kind && each.itemId === itemId);
    if (off === undefined) return { kind: "available" };
    const { source, until, because } = off.availability;
    return { kind: "off", source, until, because };
  }

  return { set, isReading };
}
