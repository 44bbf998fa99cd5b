import { Panel } from "@/components/display/panel.tsx";
import { Surface } from "@/components/display/surface.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { servingInWords } from "@/components/menu/serving-times.ts";
import { language, words } from "@/words/server.tsx";
import type { ItemFindings } from "../findings-of.ts";
import type { GuestCategory } from "../guest-menu.ts";
import type { Place } from "../item-state.ts";
import type { Menu } from "../menu.graphql.ts";
import { ProductCard } from "./product-card.tsx";

/** Categories on the left to jump to, products on the right, each open to its choices. */
export async function GuestMenu({
  categories,
  menus,
  currency,
  place,
  findings = NO_FINDINGS,
}: GuestMenuProps) {
  const [say, reader] = await Promise.all([words("menu"), language()]);
  // An item may stand under several headings: what leads to it leads to the first.
  const firstOf = new Map(
    categories
      .toReversed()
      .flatMap(({ category, products }) => products.map(({ product }) => [product.id, category.id])),
  );
  if (categories.length === 0) {
    return (
      <Surface>
        <EmptyState icon="menus" title={say("guest.none")}>
          {say("guest.noneHelp")}
        </EmptyState>
      </Surface>
    );
  }
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[13rem_minmax(0,1fr)]">
      <aside className="top-4 flex min-w-0 flex-col gap-4 lg:sticky">
        <nav aria-label={say("guest.categories")} className="rounded-lg border bg-surface p-1.5">
          <ul className="flex gap-0.5 overflow-x-auto lg:flex-col">
            {categories.map(({ category, products }) => (
              <li key={category.id}>
                <a
                  href={`#category-${category.id}`}
                  className="flex h-7 items-center justify-between gap-3 whitespace-nowrap rounded px-2 -outline-offset-2 text-ink-soft hover:bg-sunken hover:text-ink"
                >
                  <span data-name="">{category.name}</span>
                  <span className="text-xs text-ink-faint">{products.length}</span>
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <dl className="px-2 text-xs text-ink-faint">
          {menus.map((menu) => (
            <div key={menu.id} className="mb-1.5">
              <dt data-name="" className="font-medium text-ink-soft">
                {menu.name}
              </dt>
              <dd>{servingInWords(menu.servingTimes, say, reader)}</dd>
            </div>
          ))}
        </dl>
      </aside>
      <div className="flex min-w-0 flex-col gap-4">
        {categories.map(({ category, products, menuNames }) => (
          <Panel
            key={category.id}
            id={`category-${category.id}`}
            title={category.name}
            isName
            aside={<span data-name="">{menus.length > 1 ? menuNames.join(", ") : category.description}</span>}
          >
            <ul className="grid gap-px bg-line 2xl:grid-cols-2">
              {products.map((each) => (
                <ProductCard
                  key={each.product.id}
                  {...each}
                  {...(firstOf.get(each.product.id) === category.id
                    ? { anchor: `item-${each.product.id}` }
                    : {})}
                  currency={currency}
                  place={place}
                  findings={findings}
                />
              ))}
            </ul>
          </Panel>
        ))}
      </div>
    </div>
  );
}

const NO_FINDINGS: ItemFindings = new Map();

interface GuestMenuProps {
  /** What to mend of each item at the POS. */
  findings?: ItemFindings;
  categories: readonly GuestCategory[];
  menus: Menu["menus"];
  /** ISO 4217. */
  currency: string;
  place: Place;
}
