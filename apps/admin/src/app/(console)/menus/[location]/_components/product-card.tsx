import { Icon } from "@/components/display/icon.tsx";
import { formatMoney } from "@/format/money.ts";
import { words } from "@/words/server.tsx";
import type { ItemFindings } from "../findings-of.ts";
import { type GuestProduct, priceRange } from "../guest-menu.ts";
import type { Place } from "../item-state.ts";
import { GroupList } from "./group-list.tsx";
import { ItemButtons } from "./item-buttons.tsx";
import { FindingsOf } from "./item-findings.tsx";
import { ItemState } from "./item-state.tsx";
import { SoldOut } from "./sold-out.tsx";

/**
 * One product as a guest sees it; opened, its sizes and choices with their rules. Its action buttons are
 * placed beside the button that opens it, because a button inside a button is invalid.
 */
export async function ProductCard({
  product,
  groups,
  taxes,
  currency,
  place,
  findings,
  anchor,
}: ProductCardProps) {
  const say = await words("menu");
  const [low, high] = priceRange(product);
  const hasMore = groups.length > 0 || product.priceLevels.length > 0;
  const inclusive = taxes.filter((tax) => tax.inclusive);
  const head = (
    <span className="flex min-w-0 grow flex-col">
      <span className="flex flex-wrap items-center gap-x-2">
        <span
          data-name=""
          className={`text-base font-medium ${product.isAvailable ? "" : "text-ink-faint line-through"}`}
        >
          {product.name}
        </span>
        {product.type === "combo" && (
          <span className="rounded bg-sunken px-1.5 text-xs text-ink-soft">{say("guest.combo")}</span>
        )}
      </span>
      <ItemState availability={product.availability} place={place} />
      <FindingsOf findings={findings} kind="product" id={product.id} />
      {product.description && (
        <span data-name="" className="text-ink-soft">
          {product.description}
        </span>
      )}
      <span className="flex flex-wrap gap-x-2 text-xs text-ink-faint">
        <code id={anchor} className="scroll-mt-20 font-mono">
          {product.id}
        </code>
        {product.calories !== null && <span>{say("guest.calories", { count: product.calories })}</span>}
        {inclusive.map((tax) => (
          <span key={tax.id}>{say("guest.tax", { name: tax.name, percent: String(tax.ratePercent) })}</span>
        ))}
      </span>
    </span>
  );
  const side = (
    <div className="flex w-26 shrink-0 flex-col items-end gap-1 py-2.5 pr-3">
      <span className="text-base font-medium">
        {low === high ? formatMoney(low, currency) : say("guest.from", { price: formatMoney(low, currency) })}
      </span>
      <ItemButtons
        item={{ kind: "PRODUCT", itemId: product.id, name: product.name }}
        availability={product.availability}
      />
    </div>
  );
  if (!hasMore) {
    return (
      <li className="flex bg-surface">
        <div className="flex min-w-0 grow py-2.5 pl-8.5">{head}</div>
        {side}
      </li>
    );
  }
  return (
    <li className="flex bg-surface">
      <details className="group/product min-w-0 grow">
        <summary data-row-link className="flex gap-3 px-3 py-2.5 -outline-offset-2 hover:bg-sunken">
          <span className="mt-1 -mr-0.5 self-start text-ink-faint group-open/product:rotate-90">
            <Icon name="right" size={12} />
          </span>
          {head}
        </summary>
        <div className="flex flex-col gap-3 px-3 pb-3 pl-8.5">
          {product.priceLevels.length > 0 && <PriceLevels levels={product.priceLevels} currency={currency} />}
          <GroupList groups={groups} currency={currency} place={place} findings={findings} />
        </div>
      </details>
      {side}
    </li>
  );
}

interface ProductCardProps extends GuestProduct {
  /** ISO 4217. */
  currency: string;
  place: Place;
  findings: ItemFindings;
  /** By what an address leads to it. */
  anchor?: string;
}

async function PriceLevels({
  levels,
  currency,
}: {
  levels: GuestProduct["product"]["priceLevels"];
  currency: string;
}) {
  const say = await words("menu");
  return (
    <div>
      <h3 className="flex items-baseline gap-2 font-medium">
        {say("guest.sizes")}{" "}
        <span className="text-xs font-normal text-ink-faint">{say("rule.exactly", { most: 1 })}</span>
      </h3>
      <ul className="mt-0.5">
        {levels.map((level) => (
          <li
            key={level.id}
            className="flex justify-between gap-3 border-b border-dotted py-0.5 last:border-b-0"
          >
            <span data-name="" className={level.isAvailable ? "" : "text-ink-faint line-through"}>
              {level.name}
            </span>
            <span className="flex gap-3">
              {!level.isAvailable && <SoldOut />}
              {formatMoney(level.priceCents, currency)}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
