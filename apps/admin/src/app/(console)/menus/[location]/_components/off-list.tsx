import { Panel } from "@/components/display/panel.tsx";
import { Surface } from "@/components/display/surface.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import type { OffItem, Place } from "../item-state.ts";
import { ItemButtons } from "./item-buttons.tsx";
import { ItemState } from "./item-state.tsx";

/** Everything that PAR cannot order here now, products and modifiers, with who decided that. */
export function OffList({ items, place }: { items: readonly OffItem[]; place: Place }) {
  if (items.length === 0) {
    return (
      <Surface>
        <EmptyState icon="placed" title="Nothing is off.">
          Items that somebody takes off, and those that the POS says are sold out, are listed here until they
          are back.
        </EmptyState>
      </Surface>
    );
  }
  return (
    <Panel title="Off now" aside={`${items.length} ${items.length === 1 ? "item" : "items"}`}>
      <ul>
        {items.map(({ kind, itemId, name, availability }) => (
          <li key={`${kind} ${itemId}`} className="flex gap-3 border-b px-3 py-2 last:border-b-0">
            <div className="min-w-0 grow">
              <p className="text-base font-medium">
                {name ?? <span className="text-ink-soft">not on the menu any more</span>}
              </p>
              <p>
                <ItemState availability={availability} place={place} />
              </p>
              <p className="text-xs text-ink-faint">
                {kind === "PRODUCT" ? "product" : "modifier"}{" "}
                <code className="font-mono break-all">{itemId}</code>
              </p>
            </div>
            <div className="shrink-0">
              <ItemButtons item={{ kind, itemId, name: name ?? itemId }} availability={availability} />
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
