import Link from "next/link";
import { Icon, type IconName } from "@/components/display/icon.tsx";
import { Age } from "@/components/display/moment.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { type Tone, toneFill } from "@/components/display/tone.ts";
import { formatMoney } from "@/format/money.ts";
import type { ResultOf } from "@/graphql/document.ts";
import type { overviewQuery } from "../overview.graphql.ts";

type Item = ResultOf<typeof overviewQuery>["overview"]["attention"][number];

const looks: Record<Item["kind"], { icon: IconName; tone: Tone; act: string }> = {
  PAID_NOT_PLACED: { icon: "attention", tone: "problem", act: "See the orders" },
  NEEDS_PERSON: { icon: "attention", tone: "problem", act: "See the orders" },
  DISPUTED: { icon: "attention", tone: "problem", act: "Look after it" },
  UNMAPPED_IDS: { icon: "mappings", tone: "problem", act: "Map them" },
  POS_FAILING: { icon: "errored", tone: "problem", act: "See the calls" },
  CLOCK_WRONG: { icon: "errored", tone: "problem", act: "Look again" },
  MENU_MISSING: { icon: "menus", tone: "problem", act: "See the menus" },
  MENU_STALE: { icon: "menus", tone: "wait", act: "See the menus" },
};

/** What is wrong, the worst first: the sentence, what to do about it, and the page where it is mended. */
export function AttentionList({ items, now }: { items: readonly Item[]; now: string }) {
  return (
    <Panel title="Needs somebody">
      <ul>
        {items.map((item) => {
          const look = looks[item.kind];
          return (
            <li
              key={`${item.kind} ${item.href} ${item.title}`}
              className="row-link flex items-center gap-3 border-b px-3 py-2.5 last:border-b-0"
            >
              <span
                className={`flex size-7 shrink-0 items-center justify-center rounded-md ${toneFill[look.tone]}`}
              >
                <Icon name={look.icon} />
              </span>
              <div className="min-w-0 grow">
                <p className="text-base font-medium">{item.title}</p>
                <p className="text-ink-soft">{item.detail}</p>
              </div>
              <div className="hidden shrink-0 text-right sm:block">
                {item.moneyCents !== null && item.currency !== null && (
                  <p className="font-medium">{formatMoney(item.moneyCents, item.currency)}</p>
                )}
                {item.oldestAt && (
                  <p className="text-xs text-ink-faint">
                    since <Age at={item.oldestAt} zone="UTC" now={now} />
                  </p>
                )}
              </div>
              <Link
                href={item.href}
                data-row-link
                className="flex shrink-0 items-center gap-1 font-medium text-accent"
              >
                <span className="max-sm:sr-only">{look.act}</span>
                <Icon name="right" />
              </Link>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
