import Link from "next/link";
import { Moment } from "@/components/display/moment.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { toneText } from "@/components/display/tone.ts";
import { formatMoney } from "@/format/money.ts";
import { words } from "@/words/server.tsx";
import type { Breaks } from "../diff.graphql.ts";

/** As the room has it: so many orders of so many days are judged. */
const BOUNDS = { max: 100, days: 7 };

/** What the menu after makes of orders that the menu before takes; `other` is the store of the latter, where it is another. */
export async function BreaksPanel({ breaks, store, other }: BreaksPanelProps) {
  const say = await words("diff");
  const { name, zone, currency } = store;
  const money = (cents: number | null) =>
    cents === null ? say("breaks.unpriced") : formatMoney(cents, currency);
  const sides = other === null ? null : { other, store: name };
  const title = sides === null ? say("breaks.title") : say("ofStores.breaksTitle", sides);
  if (breaks === null)
    return (
      <Panel title={title} padded>
        <p className="text-ink-soft">{say("breaks.otherTypes")}</p>
      </Panel>
    );
  const { judged, skipped, refused, dearer, cheaper, broken } = breaks;
  const left = refused + dearer + cheaper - broken.length;
  return (
    <Panel title={title} aside={say("breaks.aside", { ...BOUNDS, store: name })}>
      <p className="px-3 py-2">
        {judged === 0
          ? sides === null
            ? say("breaks.none", BOUNDS)
            : say("ofStores.none", { days: BOUNDS.days, ...sides })
          : sides === null
            ? say("breaks.sentence", { judged, refused, dearer, cheaper })
            : say("ofStores.breaks", { judged, refused, dearer, cheaper, ...sides })}{" "}
        {skipped > 0 && (
          <span className="text-ink-soft">
            {sides === null
              ? say("breaks.skipped", { skipped })
              : say("ofStores.skipped", { skipped, ...sides })}
          </span>
        )}
      </p>
      {broken.length > 0 && (
        <ul className="divide-y border-t">
          {broken.map(({ exchangeId, orderId, at, beforeCents, afterCents, issues }) => (
            <li key={exchangeId} className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 px-3 py-1.5">
              <Link
                href={orderId === null ? `/exchanges/${exchangeId}` : `/orders/${orderId}`}
                className="underline underline-offset-2"
              >
                {say.rich(orderId === null ? "breaks.call" : "breaks.order", {
                  time: () => <Moment at={at} zone={zone} precision="minute" />,
                })}
              </Link>
              {issues.map(({ code, message }) => (
                <span key={`${code} ${message}`} className="min-w-0 wrap-anywhere text-ink-soft" data-name="">
                  {message}
                </span>
              ))}
              <span className="ml-auto tabular-nums">
                <span data-name="">
                  {say("price", { before: money(beforeCents), after: money(afterCents) })}
                </span>{" "}
                {issues.length > 0 && (
                  <span className={`font-medium ${toneText.problem}`}>{say("breaks.refused")}</span>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
      {left > 0 && <p className="border-t px-3 py-2 text-ink-soft">{say("breaks.more", { left })}</p>}
    </Panel>
  );
}

interface BreaksPanelProps {
  breaks: Breaks | null;
  store: { name: string; zone: string; currency: string };
  other: string | null;
}
