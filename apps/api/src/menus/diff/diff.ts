import type { Menu } from "../../pos/menu.ts";
import {
  type ChangedField,
  changedFields,
  changeKinds,
  KIND_OF,
  type MenuChange,
  type MenuNode,
} from "./changes.ts";
import { keyOfNode, nodesOf } from "./nodes.ts";

/**
 * What is different in `after`, by the POS's ids: what came, what went, and each field of what is in both. The order
 * is that of `changeKinds`, prices with the greatest change first, else that of the menus. Pure; of a menu and itself
 * there is none, and the other way round each is mirrored.
 */
export function diffMenus(before: Menu, after: Menu): MenuChange[] {
  const [old, now] = [nodesOf(before), nodesOf(after)];
  const changes: MenuChange[] = [];
  const isInBoth = (productId: string) => {
    const key = keyOfNode({ kind: "product", productId: null, id: productId });
    return old.has(key) && now.has(key);
  };
  for (const [key, node] of now) {
    const was = old.get(key);
    if (was === undefined) changes.push(wholly("added", null, node));
    else changes.push(...fieldsOf(was, node, isInBoth));
  }
  for (const [key, node] of old) if (!now.has(key)) changes.push(wholly("gone", node, null));
  const placeOf = (change: MenuChange) => changeKinds.indexOf(change.kind);
  return changes.sort((one, other) => placeOf(one) - placeOf(other) || sizeOf(other) - sizeOf(one));
}

function wholly(kind: "added" | "gone", was: MenuNode | null, is: MenuNode | null): MenuChange {
  const node = is ?? was;
  if (node === null) throw new Error("A change is about something.");
  const { before, after } = { before: was?.priceCents ?? null, after: is?.priceCents ?? null };
  return {
    kind,
    ...about(node),
    names: { before: was?.label ?? null, after: is?.label ?? null },
    field: null,
    price: node.priceCents === null ? null : { beforeCents: before, afterCents: after, ratio: null },
    before: [],
    after: [],
  };
}

/** @param isInBoth a product that came or went is told by itself, and not once more by its category */
function fieldsOf(was: MenuNode, is: MenuNode, isInBoth: (productId: string) => boolean): MenuChange[] {
  const change = (field: ChangedField, values: Partial<MenuChange>): MenuChange => ({
    kind: KIND_OF[field],
    ...about(is),
    names: { before: was.label, after: is.label },
    field,
    price: null,
    before: [],
    after: [],
    ...values,
  });
  const changes: MenuChange[] = [];
  if (was.priceCents !== is.priceCents) {
    const [beforeCents, afterCents] = [was.priceCents, is.priceCents];
    changes.push(
      change("price", { price: { beforeCents, afterCents, ratio: ratioOf(beforeCents, afterCents) } }),
    );
  }
  if (was.name !== is.name) changes.push(change("name", { before: [was.name], after: [is.name] }));
  for (const field of changedFields) {
    const [one, other] = [was.values[field], is.values[field]];
    if (one !== undefined && other !== undefined && one !== other)
      changes.push(change(field, { before: [one], after: [other] }));
    const [lost, gained] = [was.lists[field], is.lists[field]];
    if (lost === undefined || gained === undefined) continue;
    const without = (from: ReadonlyMap<string, string>, what: ReadonlyMap<string, string>) =>
      [...from].flatMap(([id, name]) =>
        what.has(id) || (field === "products" && !isInBoth(id)) ? [] : [name],
      );
    const [gone, added] = [without(lost, gained), without(gained, lost)];
    if (gone.length + added.length > 0) changes.push(change(field, { before: gone, after: added }));
  }
  return changes;
}

function about({ kind, id, productId }: MenuNode): Pick<MenuChange, "node" | "id" | "productId"> {
  return { node: kind, id, productId };
}

function ratioOf(before: number | null, after: number | null): number | null {
  return before === null || after === null || before <= 0 ? null : (after - before) / before;
}

/** How great a change of price is: halved is as great as doubled, and from or to nothing is the greatest. */
function sizeOf({ kind, price }: MenuChange): number {
  if (kind !== "price" || price === null) return 0;
  const { beforeCents, afterCents } = price;
  if (beforeCents === null || afterCents === null || beforeCents <= 0 || afterCents <= 0)
    return Number.MAX_VALUE;
  return Math.abs(Math.log(afterCents / beforeCents));
}
