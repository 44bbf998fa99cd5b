"use client";

import { useLanguage, useWords } from "@parley/words/react";
import { untilInWords } from "@/app/(console)/menus/[location]/item-state.ts";
import { Button } from "@/components/controls/button.tsx";
import { Panel } from "@/components/display/panel.tsx";
import type { StoreAnswers } from "../set-in-stores.graphql.ts";

const WELL: ReadonlySet<string> = new Set(["OFF", "BACK", "ALREADY_OFF", "NOT_OFF", "CHANGED_SINCE"]);

/** What became of each store, and the button that undoes what was taken off. */
export function StoreAnswerList({ answers, undo, isBusy }: StoreAnswerListProps) {
  const say = useWords("takeoff");
  const reader = { say, frame: useWords("shell"), language: useLanguage() };
  const { actId, stores } = answers;
  return (
    <Panel title={say("stores.answers")}>
      <ul>
        {stores.map(({ storeId, result, until, message, location }) => {
          const place = { zone: location?.timezone ?? "UTC", now: new Date() };
          return (
            <li key={storeId} className="border-b px-3 py-2 last:border-b-0">
              <span className="font-medium" data-name="">
                {location?.name ?? storeId}
              </span>{" "}
              <span className={WELL.has(result) ? "text-ink-soft" : "text-problem"}>
                {message ?? say(`stores.answer.${result}`, { until: untilInWords(until, place, reader) })}
              </span>
            </li>
          );
        })}
      </ul>
      {actId !== null && (
        <div className="border-t px-3 py-2">
          <UndoButton actId={actId} undo={undo} isBusy={isBusy} />
        </div>
      )}
    </Panel>
  );
}

/** The act that was done before the page was opened, which can be undone still. */
export function LastAct(props: UndoProps) {
  const say = useWords("takeoff");
  return (
    <Panel title={say("stores.answers")} padded>
      <p className="mb-2 text-ink-soft">{say("stores.kept")}</p>
      <UndoButton {...props} />
    </Panel>
  );
}

function UndoButton({ actId, undo, isBusy }: UndoProps) {
  const say = useWords("takeoff");
  return (
    <Button onClick={() => void undo(actId)} aria-busy={isBusy}>
      {say("stores.undo")}
    </Button>
  );
}

interface UndoProps {
  actId: string;
  undo: (actId: string) => void;
  isBusy: boolean;
}

interface StoreAnswerListProps {
  answers: StoreAnswers;
  undo: (actId: string) => void;
  isBusy: boolean;
}
