import type { OrderDetails, OrderLine, OrderModifier } from "@parley/par-contract";

/** One thing in which a submit differs from the validate before it. Amounts are PAR's hundredths. */
export type Change =
  | { kind: "line_added"; name: string; quantity: number }
  | { kind: "line_gone"; name: string; quantity: number }
  | { kind: "quantity"; name: string; before: number; after: number }
  | { kind: "price"; name: string; before: number | null; after: number | null }
  | { kind: "modifiers"; name: string }
  | { kind: "total"; which: TotalName; before: number; after: number };

export type TotalName = "subtotal" | "discount" | "tax" | "fee" | "tip" | "grand";

const TOTALS: readonly [TotalName, (order: OrderDetails) => number][] = [
  ["subtotal", (order) => order.subtotalCents],
  ["discount", (order) => order.discountTotalCents],
  ["tax", (order) => order.taxTotalCents],
  ["fee", (order) => order.feeTotalCents],
  ["tip", (order) => order.tipTotalCents],
  ["grand", (order) => order.grandTotalCents],
];

/** What changed between a validate and the submit after it: lines first, then totals. Empty for the same order. */
export function changesBetween(before: OrderDetails, after: OrderDetails): Change[] {
  return [...lineChanges(before.items, after.items), ...totalChanges(before, after)];
}

function totalChanges(before: OrderDetails, after: OrderDetails): Change[] {
  return TOTALS.flatMap(([which, of]) =>
    of(before) === of(after) ? [] : [{ kind: "total" as const, which, before: of(before), after: of(after) }],
  );
}

/** Lines are told apart by PAR's line id and item, so that a line which names another item is a new line. */
function lineChanges(before: readonly OrderLine[], after: readonly OrderLine[]): Change[] {
  const keyOf = ({ lineId, itemId }: OrderLine) => `${lineId}\n${itemId}`;
  const old = new Map(before.map((line) => [keyOf(line), line]));
  const kept = new Set(after.map(keyOf));
  const gone = before.filter((line) => !kept.has(keyOf(line)));
  return [
    ...gone.map((line) => ({ kind: "line_gone" as const, name: nameOf(line), quantity: line.quantity })),
    ...after.flatMap((line): Change[] => {
      const was = old.get(keyOf(line));
      const name = nameOf(line);
      if (was === undefined) return [{ kind: "line_added", name, quantity: line.quantity }];
      return [
        ...(was.quantity === line.quantity
          ? []
          : [{ kind: "quantity" as const, name, before: was.quantity, after: line.quantity }]),
        ...(was.unitPriceCents === line.unitPriceCents
          ? []
          : [{ kind: "price" as const, name, before: was.unitPriceCents, after: line.unitPriceCents }]),
        ...(choicesOf(was.modifiers) === choicesOf(line.modifiers)
          ? []
          : [{ kind: "modifiers" as const, name }]),
      ];
    }),
  ];
}

function nameOf({ name, itemId }: OrderLine): string {
  return name ?? itemId;
}

function choicesOf(modifiers: readonly OrderModifier[]): string {
  const choices = modifiers.map((each): unknown => [
    each.modifierId,
    each.modifierGroupId,
    each.quantity,
    each.unitPriceCents,
    choicesOf(each.modifiers),
  ]);
  return JSON.stringify(choices);
}
