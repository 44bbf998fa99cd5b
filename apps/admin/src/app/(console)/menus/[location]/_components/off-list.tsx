import { Panel } from "@/components/display/panel.tsx";
import { Surface } from "@/components/display/surface.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { words } from "@/words/server.tsx";
import { countedInWords, type OffItem, type Place } from "../item-state.ts";
import { ItemButtons } from "./item-buttons.tsx";
import { ItemState } from "./item-state.tsx";

/** Everything that PAR cannot order here now, products and modifiers, with who decided that. */
export async function OffList({ items, place }: { items: readonly OffItem[]; place: Place }) {
  const say = await words("menu");
  if (items.length === 0) {
    return (
      <Surface>
        <EmptyState icon="placed" title={say("off.none")}>
          {say("off.noneHelp")}
        </EmptyState>
      </Surface>
    );
  }
  return (
    <Panel title={say("off.title")} aside={countedInWords(items, say)}>
      <ul>
        {items.map(({ kind, itemId, name, availability }) => (
          <li key={`${kind} ${itemId}`} className="flex gap-3 border-b px-3 py-2 last:border-b-0">
            <div className="min-w-0 grow">
              <p className="text-base font-medium">
                {name === null ? (
                  <span className="text-ink-soft">{say("off.gone")}</span>
                ) : (
                  <span data-name="">{name}</span>
                )}
              </p>
              <p>
                <ItemState availability={availability} place={place} />
              </p>
              <p className="text-xs text-ink-faint">
                {say(`off.${kind}`)} <code className="font-mono break-all">{itemId}</code>
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
