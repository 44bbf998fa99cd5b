import type { Words } from "@parley/words";
import { intlLocales, type Language } from "@parley/words/language";
import { Mono } from "@/components/display/mono.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { toneText } from "@/components/display/tone.ts";
import { formatMoney } from "@/format/money.ts";
import { language, words } from "@/words/server.tsx";
import { type Reader, shownChange, type TwoStores } from "../change-words.ts";
import type { Change, Diff } from "../diff.graphql.ts";

/** Twice or half of a price is seldom meant. */
const GREAT = 1;

/** The differences, a panel for each kind. */
export async function ChangeList({ diff, currency }: { diff: Diff; currency: string }) {
  const [say, ofOrder, ofMenu, tongue] = await Promise.all([
    words("diff"),
    words("order"),
    words("menu"),
    language(),
  ]);
  const { before, after } = diff;
  const isOfTwoStores = before.location.id !== after.location.id;
  const sides = isOfTwoStores ? { other: before.location.name, store: after.location.name } : null;
  const reader: Reader = { say, ofOrder, ofMenu, language: tongue, sides };
  const titleOf = (kind: Change["kind"], count: number) => {
    if (isOfTwoStores && kind === "ADDED") return say("onlyAt", { store: after.location.name, count });
    if (isOfTwoStores && kind === "GONE") return say("onlyAt", { store: before.location.name, count });
    return say(`kind.${lower(kind)}`, { count });
  };
  const left = diff.found - diff.changes.length;
  return (
    <>
      {diff.counts.map(({ kind, count }) => {
        const changes = diff.changes.filter((change) => change.kind === kind);
        if (changes.length === 0) return null;
        return (
          <Panel key={kind} title={titleOf(kind, count)}>
            <ul className="divide-y">
              {changes.map((change) => (
                <li
                  key={`${change.node} ${change.productId} ${change.id} ${change.field}`}
                  className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 px-3 py-1.5"
                >
                  <span className="font-medium" data-name="">
                    {change.nameAfter ?? change.nameBefore}
                  </span>
                  <span className="text-xs text-ink-soft">
                    {nodeName(change.node, say)} <Mono>{change.id}</Mono>
                  </span>
                  <span className="ml-auto min-w-0 text-right wrap-anywhere tabular-nums">
                    {change.field === "price" || change.field === null ? (
                      <Price change={change} currency={currency} say={say} language={tongue} sides={sides} />
                    ) : (
                      <Values change={change} reader={reader} />
                    )}
                  </span>
                </li>
              ))}
            </ul>
          </Panel>
        );
      })}
      {left > 0 && <p className="text-ink-soft">{say("more", { left })}</p>}
    </>
  );
}

function Price({ change, currency, say, language: tongue, sides }: PriceProps) {
  const { kind, beforeCents, afterCents, ratio } = change;
  const money = (cents: number | null) => (cents === null ? say("nothing") : formatMoney(cents, currency));
  if (kind !== "PRICE") {
    const cents = afterCents ?? beforeCents;
    return cents === null ? null : money(cents);
  }
  const isUp = (afterCents ?? 0) > (beforeCents ?? 0);
  const percent = new Intl.NumberFormat(intlLocales[tongue], { style: "percent", maximumFractionDigits: 1 });
  const isGreat = ratio === null || ratio >= GREAT || ratio <= -GREAT / 2;
  const by = ratio === null ? "" : percent.format(Math.abs(ratio));
  const prices = { before: money(beforeCents), after: money(afterCents) };
  return (
    <>
      <span data-name="">
        {sides === null ? say("price", prices) : say("ofStores.price", { ...prices, ...sides })}
      </span>{" "}
      <span className={isGreat ? `font-medium ${toneText.problem}` : "text-ink-soft"}>
        {sides === null
          ? ratio === null
            ? say("fromNothing")
            : say(isUp ? "up" : "down", { percent: by })
          : ratio === null
            ? say("ofStores.fromNothing", { store: sides.other })
            : say(isUp ? "ofStores.dearer" : "ofStores.cheaper", { percent: by, store: sides.store })}
      </span>
    </>
  );
}

interface PriceProps {
  change: Change;
  currency: string;
  say: Words<"diff">;
  language: Language;
  sides: TwoStores | null;
}

function Values({ change, reader }: { change: Change; reader: Reader }) {
  const { name, value } = shownChange(change, reader);
  return (
    <>
      <span className="text-xs text-ink-soft">{name}</span> <span data-name="">{value}</span>
    </>
  );
}

function lower<K extends string>(kind: K): Lowercase<K> {
  return kind.toLowerCase() as Lowercase<K>;
}

const NODES = [
  "product",
  "price_level",
  "modifier",
  "modifier_group",
  "category",
  "menu",
  "tax",
  "fee",
] as const;

function nodeName(node: string, say: Words<"diff">): string {
  const known = NODES.find((each) => each === node);
  return known === undefined ? node : say(`node.${known}`);
}
