"use client";

import { useWords } from "@parley/words/react";
import { useMemo, useRef, useState } from "react";
import { formatMoney } from "@/format/money.ts";
import { Basket, type TellableLine } from "./basket.tsx";
import { Card } from "./card.tsx";
import { type ChosenLine, lineCents } from "./choices.ts";
import { withOwnPictures } from "./picture-path.ts";
import { ProductForm } from "./product-form.tsx";
import type { ShopMenu, ShopProduct } from "./shop.graphql.ts";
import { useCheck } from "./use-check.ts";

/** The page of a shop: headings to jump to, cards, and the basket, which stays while the page's switches change. */
export function Shop({
  locationId,
  menu,
  rules: rulesGiven,
  currency,
  levelName,
  localTime,
  asOf,
}: ShopProps) {
  const say = useWords("shop");
  const dialog = useRef<HTMLDialogElement>(null);
  const [open, setOpen] = useState<{ product: ShopProduct; key: number } | null>(null);
  const [lines, setLines] = useState<readonly (ChosenLine & { key: number })[]>([]);
  const [keys, setKeys] = useState(0);
  const { index, products, rules } = useMemo(
    () => ({
      products: byId(withOwnPictures(menu)),
      index: { groups: byId(menu.modifierGroups), modifiers: byId(menu.modifiers) },
      rules: new Map(rulesGiven),
    }),
    [menu, rulesGiven],
  );
  const { shown } = menu;
  const { check, isChecking, checked } = useCheck({
    locationId,
    orderType: shown.orderType,
    localTime,
    lines: lines.map(({ key: _key, ...line }) => line),
  });
  const headings = byId(menu.categories);
  const told = lines.flatMap((line): TellableLine[] => {
    const product = products.get(line.itemId);
    // It has left the menu since; what is not shown is not sent either.
    if (product === undefined) return [];
    const level = product.priceLevels.find(({ id }) => id === line.priceLevelId);
    return [
      { ...line, name: product.name, levelName: level?.name ?? null, cents: lineCents(index, product, line) },
    ];
  });

  function choose(product: ShopProduct) {
    setKeys(keys + 1);
    setOpen({ product, key: keys });
    dialog.current?.showModal();
  }

  function add(line: ChosenLine) {
    setLines([...lines, { ...line, key: keys }]);
    dialog.current?.close();
  }

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[10rem_minmax(0,1fr)_18rem]">
      <nav
        aria-label={say("categories")}
        className="sticky top-14 z-10 min-w-0 rounded-lg border bg-surface p-1.5 lg:top-4"
      >
        <ul className="flex gap-0.5 overflow-x-auto lg:flex-col">
          {shown.categories.map(({ categoryId }) => (
            <li key={categoryId}>
              <a
                href={`#shop-${categoryId}`}
                data-name=""
                className="flex h-7 items-center whitespace-nowrap rounded px-2 -outline-offset-2 text-ink-soft hover:bg-sunken hover:text-ink"
              >
                {headings.get(categoryId)?.name}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div className="flex min-w-0 flex-col gap-6">
        {shown.categories.map(({ categoryId, productIds }) => (
          <section key={categoryId} id={`shop-${categoryId}`} className="scroll-mt-28 lg:scroll-mt-4">
            <h2 data-name="" className="text-lg font-semibold">
              {headings.get(categoryId)?.name}
            </h2>
            {headings.get(categoryId)?.description && (
              <p data-name="" className="text-ink-soft">
                {headings.get(categoryId)?.description}
              </p>
            )}
            <ul className="mt-2 grid gap-2 sm:grid-cols-2 2xl:grid-cols-3">
              {productIds.flatMap((id) => {
                const product = products.get(id);
                if (product === undefined) return [];
                return (
                  <li key={id}>
                    <Card {...{ product, levelName, currency }} onChoose={() => choose(product)} />
                  </li>
                );
              })}
            </ul>
          </section>
        ))}
      </div>
      <aside className="min-w-0 lg:sticky lg:top-4 lg:max-h-[calc(100vh-2rem)] lg:overflow-y-auto">
        <Basket
          lines={told}
          {...{ checked, isChecking, currency, asOf }}
          nameOf={(id) => index.modifiers.get(id)?.name ?? id}
          onCheck={() => void check()}
          onRemove={(key) => setLines(lines.filter((line) => line.key !== key))}
          onClear={() => setLines([])}
        />
      </aside>
      {lines.length > 0 && (
        <a
          href="#basket"
          className="sticky bottom-3 flex h-10 items-center justify-between rounded-md bg-accent px-4 font-medium text-accent-ink shadow-float lg:hidden"
        >
          <span>
            {say("basket")} ({lines.length})
          </span>
          <span>
            {formatMoney(
              told.reduce((sum, line) => sum + line.cents, 0),
              currency,
            )}
          </span>
        </a>
      )}
      <dialog
        ref={dialog}
        aria-labelledby="shop-product"
        onClose={() => setOpen(null)}
        className="max-h-[calc(100dvh-2rem)] w-lg max-w-[calc(100vw-2rem)] overflow-y-auto rounded-xl border bg-surface p-4 shadow-float"
      >
        {open !== null && (
          <ProductForm
            key={open.key}
            product={open.product}
            {...{ levelName, index, rules, currency }}
            onAdd={add}
            onClose={() => dialog.current?.close()}
          />
        )}
      </dialog>
    </div>
  );
}

interface ShopProps {
  locationId: string;
  menu: ShopMenu;
  /** Groups with their rules in words. */
  rules: readonly (readonly [string, string])[];
  /** ISO 4217. */
  currency: string;
  /** The size that the page shows; null for every size. */
  levelName: string | null;
  /** As `2026-11-01T08:30`; null: now. */
  localTime: string | null;
  asOf: string;
}

function byId<T extends { id: string }>(nodes: readonly T[]): ReadonlyMap<string, T> {
  return new Map(nodes.map((node) => [node.id, node]));
}
