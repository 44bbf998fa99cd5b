"use client";

import { useWords } from "@parley/words/react";
import { Button } from "@/components/controls/button.tsx";
import { Panel } from "@/components/display/panel.tsx";

/** A store that has the item. */
export interface StoreRow {
  id: string;
  name: string;
  code: string;
  mayAct: boolean;
  /** False where its menu is served at all hours. */
  hasOpening: boolean;
  /** The POS's id there, where it is another one. */
  otherId: string | null;
  isOff: boolean;
  /** What holds for the item there, in words. */
  state: string;
}

/** The stores, each with a box to tick; where the person may not act, there is none. */
export function StoreTicks({ rows, ticked, onChange }: StoreTicksProps) {
  const say = useWords("takeoff");
  const own = rows.filter((row) => row.mayAct);
  function tick(id: string, isOn: boolean) {
    onChange(new Set(own.map((row) => row.id).filter((each) => (each === id ? isOn : ticked.has(each)))));
  }
  return (
    <Panel title={say("stores.choose")} aside={say("stores.chosen", { count: ticked.size })}>
      <div className="flex gap-2 border-b px-3 py-2">
        <Button size="row" onClick={() => onChange(new Set(own.map((row) => row.id)))}>
          {say("stores.all")}
        </Button>
        <Button size="row" onClick={() => onChange(new Set())}>
          {say("stores.nothing")}
        </Button>
      </div>
      <ul>
        {rows.map((row) => (
          <li key={row.id} className="border-b last:border-b-0">
            <label className="flex items-baseline gap-3 px-3 py-2">
              <input
                type="checkbox"
                checked={ticked.has(row.id)}
                disabled={!row.mayAct}
                onChange={(event) => tick(row.id, event.target.checked)}
              />
              <span className="min-w-0 grow">
                <span className="font-medium" data-name="">
                  {row.name}
                </span>{" "}
                <span className="text-ink-faint" data-name="">
                  {row.code}
                </span>
                {row.otherId !== null && (
                  <span className="block text-xs text-ink-faint">
                    {say("stores.byName")} <code className="font-mono break-all">{row.otherId}</code>
                  </span>
                )}
                <span className={`block text-sm ${row.isOff ? "text-wait" : "text-ink-soft"}`}>
                  {row.state}
                  {!row.mayAct && ` · ${say("stores.answer.NOT_ALLOWED")}`}
                </span>
              </span>
            </label>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

interface StoreTicksProps {
  rows: readonly StoreRow[];
  ticked: ReadonlySet<string>;
  onChange: (ticked: ReadonlySet<string>) => void;
}
