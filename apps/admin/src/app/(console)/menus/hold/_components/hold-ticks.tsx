"use client";

import { useWords } from "@parley/words/react";
import Link from "next/link";
import { Button } from "@/components/controls/button.tsx";
import { Age } from "@/components/display/moment.tsx";
import { Panel } from "@/components/display/panel.tsx";
import type { HoldableStore } from "../hold.graphql.ts";

/**
 * The stores, each with a box to tick and whether it is held. Where the person may not hold it, or it has no menu to be
 * held at, it cannot be ticked.
 */
export function HoldTicks({ stores, now, ticked, onChange }: HoldTicksProps) {
  const say = useWords("versions");
  const own = stores.filter(mayTick).map(({ id }) => id);
  function tick(id: string, isOn: boolean) {
    onChange(new Set(own.filter((each) => (each === id ? isOn : ticked.has(each)))));
  }
  return (
    <Panel title={say("several.stores")} aside={say("several.chosen", { count: ticked.size })}>
      <div className="flex gap-2 border-b px-3 py-2">
        <Button size="row" onClick={() => onChange(new Set(own))}>
          {say("several.all")}
        </Button>
        <Button size="row" onClick={() => onChange(new Set())}>
          {say("several.nothing")}
        </Button>
      </div>
      <ul>
        {stores.map(({ id, name, code, timezone, canPinMenu, menu, menuPin }) => (
          <li key={id} className="border-b last:border-b-0">
            <label className="flex items-baseline gap-3 px-3 py-2">
              <input
                type="checkbox"
                checked={ticked.has(id)}
                disabled={!mayTick({ canPinMenu, menu, menuPin })}
                onChange={(event) => tick(id, event.target.checked)}
              />
              <span className="min-w-0 grow">
                <span className="font-medium" data-name="">
                  {name}
                </span>{" "}
                <span className="text-ink-faint" data-name="">
                  {code}
                </span>
                <span className={`block text-sm ${menuPin === null ? "text-ink-soft" : "text-wait"}`}>
                  {menuPin === null
                    ? say(menu === null ? "several.noMenu" : "several.newest")
                    : say.rich("several.held", {
                        time: () => <Age at={menuPin.pinnedAt} zone={timezone} now={now} words />,
                        reason: () => <span data-name="">{menuPin.reason}</span>,
                        waits: menuPin.waiting === null ? "no" : "yes",
                        link: (text) => (
                          <Link
                            href={`/menus/${id}/diff`}
                            prefetch={false}
                            className="underline underline-offset-2"
                          >
                            {text}
                          </Link>
                        ),
                      })}
                  {!canPinMenu && ` · ${say("several.answer.NOT_ALLOWED")}`}
                </span>
              </span>
            </label>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function mayTick({ canPinMenu, menu, menuPin }: Pick<HoldableStore, "canPinMenu" | "menu" | "menuPin">) {
  return canPinMenu && (menu !== null || menuPin !== null);
}

interface HoldTicksProps {
  stores: readonly HoldableStore[];
  /** ISO 8601. */
  now: string;
  ticked: ReadonlySet<string>;
  onChange: (ticked: ReadonlySet<string>) => void;
}
