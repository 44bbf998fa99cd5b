"use client";

import { useWords } from "@parley/words/react";
import { Icon } from "@/components/display/icon.tsx";
import { formatMoney } from "@/format/money.ts";
import { priceRange } from "../guest-menu.ts";
import { Picture } from "./picture.tsx";
import type { ShopProduct } from "./shop.graphql.ts";

/** A product on the page; what is sold out is there, and cannot be chosen. */
export function Card({ product, levelName, currency, onChoose }: CardProps) {
  const say = useWords("shop");
  const level = product.priceLevels.find(({ name }) => name === levelName);
  const isSoldOut = !product.isAvailable || level?.isAvailable === false;
  const [low, high] = level === undefined ? priceRange(product) : [level.priceCents, level.priceCents];
  const money = formatMoney(low, currency);
  const body = (
    <>
      <span className="flex min-w-0 grow flex-col gap-0.5 text-left">
        <span data-name="" className="text-base font-medium break-words">
          {product.name}
        </span>
        {product.description && (
          <span data-name="" className="line-clamp-2 text-ink-soft">
            {product.description}
          </span>
        )}
        <span className="mt-auto flex flex-wrap items-baseline gap-x-2 pt-1">
          <span className="font-medium">{low === high ? money : say("from", { price: money })}</span>
          {level !== undefined && <span data-name="">{level.name}</span>}
          {product.calories !== null && (
            <span className="text-xs text-ink-faint">{say("calories", { count: product.calories })}</span>
          )}
          {isSoldOut && (
            <span className="inline-flex items-center gap-1 text-xs font-medium text-problem">
              <Icon name="soldOut" size={13} />
              {say("soldOut")}
            </span>
          )}
        </span>
      </span>
      <Picture url={product.imageUrl} size="card" />
    </>
  );
  const look = "flex h-full w-full gap-3 rounded-lg border bg-surface p-3";
  if (isSoldOut) return <div className={`${look} text-ink-soft`}>{body}</div>;
  return (
    <button
      type="button"
      data-row-link
      aria-haspopup="dialog"
      onClick={onChoose}
      className={`${look} hover:border-line-strong hover:bg-sunken`}
    >
      {body}
    </button>
  );
}

interface CardProps {
  product: ShopProduct;
  /** The size that the page shows; null for every size. */
  levelName: string | null;
  /** ISO 4217. */
  currency: string;
  onChoose: () => void;
}
