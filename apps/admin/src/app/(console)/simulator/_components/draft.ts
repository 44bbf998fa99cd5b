import type { StoreMenu } from "../simulator.graphql.ts";

/** A line of the order that is being composed; `modifiers` counts those that are chosen, by id. */
export interface DraftLine {
  key: number;
  itemId: string;
  priceLevelId: string | null;
  quantity: number;
  modifiers: Readonly<Record<string, number>>;
}

export type Operation = "VALIDATE" | "SUBMIT" | "STATUS" | "MENU";
export const operations: readonly Operation[] = ["VALIDATE", "SUBMIT", "STATUS", "MENU"];

const orders: readonly Operation[] = ["VALIDATE", "SUBMIT"];
const withBody: readonly Operation[] = [...orders, "MENU"];

/** Which faults a call can have, and whether they need an order that is composed here, or an earlier submit. */
export const faults = {
  NONE: { of: operations, needs: null },
  WRONG_DIGEST: { of: orders, needs: null },
  NO_DIGEST: { of: orders, needs: null },
  EXPIRED_TOKEN: { of: operations, needs: null },
  OTHER_ORGANIZATION: { of: withBody, needs: null },
  OTHER_STORE: { of: withBody, needs: null },
  TOTAL_OFF: { of: orders, needs: "composed" },
  UNKNOWN_ITEM: { of: orders, needs: "composed" },
  SOLD_OUT_ITEM: { of: orders, needs: "composed" },
  SAME_AGAIN: { of: ["SUBMIT"], needs: "earlier" },
  OTHER_CONTENT: { of: ["SUBMIT"], needs: "earlier" },
  POS_TEST_ITEM: { of: orders, needs: "composed" },
} as const satisfies Record<string, { of: readonly Operation[]; needs: "composed" | "earlier" | null }>;
export type Fault = keyof typeof faults;

/** Items by which a simulated POS is told to fail are no food: they are faults. */
export const isTestItem = ({ id }: { id: string }) => id.startsWith("sim-");

/** A line of an item as the menu first offers it: the first size, and of each group what it requires. */
export function newLine(menu: StoreMenu, itemId: string, key: number): DraftLine {
  const product = menu.products.find(({ id }) => id === itemId);
  const chosen = (product?.modifierGroupIds ?? []).flatMap((groupId) => {
    const group = menu.modifierGroups.find(({ id }) => id === groupId);
    if (group === undefined) return [];
    const offered = menu.modifiers.filter(
      ({ id, isAvailable }) => isAvailable && group.modifierIds.includes(id),
    );
    return offered.slice(0, group.minSelected).map(({ id }) => [id, 1] as const);
  });
  const priceLevelId = product?.priceLevels[0]?.id ?? null;
  return { key, itemId, priceLevelId, quantity: 1, modifiers: Object.fromEntries(chosen) };
}

/** The lines as the API takes them. */
export function linesOf(lines: readonly DraftLine[]) {
  return lines.map(({ itemId, priceLevelId, quantity, modifiers }) => ({
    itemId,
    priceLevelId,
    quantity,
    modifiers: Object.entries(modifiers).map(([id, count]) => ({ id, quantity: count })),
  }));
}
