"use client";

import { useLanguage, useWords } from "@parley/words/react";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { UndoButton } from "@/components/controls/undo-button.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { PauseForm } from "@/components/pause/pause-form.tsx";
import { untilOfChoice } from "@/components/until/until.ts";
import { FIRST_CHOICE, UntilField } from "@/components/until/until-field.tsx";
import { formatDateTime } from "@/format/time.ts";
import type { ListedStore } from "../stores.graphql.ts";
import { ChooseStores } from "./choose-stores.tsx";
import { type OneOutcome, type Told, usePauseSeveral } from "./use-pause-several.ts";

/**
 * Takes no orders for several stores, for one reason and each until its own clock says so, and takes them again.
 * @param stores those that the reader may pause
 */
export function PauseSeveral({ stores }: { stores: readonly ListedStore[] }) {
  const say = useWords("pause");
  const writes = usePauseSeveral();
  const [open, setOpen] = useState<"pause" | "resume" | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const paused = stores.filter(isPaused);
  const offered = open === "resume" ? paused : stores.filter((store) => !isPaused(store));
  const picked = offered.filter(({ id }) => chosen.has(id));

  function show(next: typeof open) {
    setOpen(next);
    setChosen(new Set());
    writes.forget();
  }

  /** Closes the form where every store was answered for; what became of each stands below. */
  function close({ failure }: Told) {
    if (failure === null) setOpen(null);
  }

  return (
    <div
      className={`mb-3 flex flex-col items-start gap-3 ${open === null && writes.told === null ? "" : "basis-full"}`}
    >
      {writes.told !== null && <Outcomes told={writes.told} undo={writes.undo} />}
      {open === null ? (
        <div className="flex flex-wrap gap-2">
          <Button size="field" onClick={() => show("pause")} disabled={paused.length === stores.length}>
            {say("several.act")}
          </Button>
          {paused.length > 1 && (
            <Button size="field" onClick={() => show("resume")}>
              {say("several.resumeAct")}
            </Button>
          )}
        </div>
      ) : (
        <div className="w-full">
          <Panel title={say(open === "pause" ? "several.title" : "several.resumeTitle")} padded>
            <div className="grid items-start gap-4 lg:grid-cols-2">
              <div>
                <ChooseStores
                  question={say("several.question")}
                  stores={offered}
                  chosen={chosen}
                  onChange={setChosen}
                />
                <p className="mt-1 text-ink-soft" aria-live="polite">
                  {say("several.chosen", { count: picked.length })}
                </p>
              </div>
              {open === "pause" ? (
                <HowLong
                  count={picked.length}
                  zone={picked[0]?.timezone ?? offered[0]?.timezone ?? null}
                  isWriting={writes.isWriting}
                  submit={async (given) => close(await writes.pause(picked, given))}
                  cancel={() => show(null)}
                />
              ) : (
                <Resume
                  count={picked.length}
                  isWriting={writes.isWriting}
                  submit={async () =>
                    close(await writes.resume(picked.map((store) => ({ store, version: store.version }))))
                  }
                  cancel={() => show(null)}
                />
              )}
            </div>
          </Panel>
        </div>
      )}
    </div>
  );
}

function isPaused({ pauses }: ListedStore): boolean {
  return pauses.some(({ of }) => of === "STORE");
}

interface Acts<Given> {
  /** How many stores are chosen. */
  count: number;
  isWriting: boolean;
  submit: (given: Given) => Promise<void>;
  cancel: () => void;
}

function HowLong({
  count,
  zone,
  isWriting,
  submit,
  cancel,
}: Acts<{ reason: string; until: ReturnType<typeof untilOfChoice> }> & { zone: string | null }) {
  const say = useWords("pause");
  const [until, setUntil] = useState(FIRST_CHOICE);
  return (
    <PauseForm
      reason={null}
      isWriting={isWriting || count === 0}
      several={count}
      until={
        <UntilField
          question={say("several.when")}
          byHand={say("several.resumed")}
          day={null}
          zone={zone}
          value={until}
          onChange={setUntil}
        />
      }
      submit={(reason) => void submit({ reason, until: untilOfChoice(until.choice, until.time) })}
      cancel={cancel}
    />
  );
}

function Resume({ count, isWriting, submit, cancel }: Acts<void>) {
  const say = useWords("pause");

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    void submit();
  }

  return (
    <form onSubmit={onSubmit} className="flex flex-wrap gap-2">
      <Button
        type="submit"
        look="primary"
        size="form"
        disabled={isWriting || count === 0}
        aria-busy={isWriting}
      >
        {say("several.resume", { count })}
      </Button>
      <Button look="quiet" size="form" onClick={cancel}>
        {say("several.cancel")}
      </Button>
    </form>
  );
}

/** What became of each store, and one button that takes a pause of several back. */
function Outcomes({ told, undo }: { told: Told; undo: (told: Told) => Promise<Told> }) {
  const say = useWords("pause");
  const { act, outcomes, failure } = told;
  if (failure !== null) return <Notice tone="problem">{failure}</Notice>;
  const done = outcomes.filter(({ whyNot }) => whyNot === null).length;
  return (
    <Notice tone={done === outcomes.length ? "ok" : "problem"}>
      <div className="flex flex-wrap items-center gap-3">
        <p className="font-medium">{say(`several.done.${act}`, { done, left: outcomes.length - done })}</p>
        {act === "pause" && done > 0 && (
          <UndoButton
            label={say("several.undo", { count: done })}
            undo={async () => (await undo(told)).failure}
          />
        )}
      </div>
      <ul>
        {outcomes.map((outcome) => (
          <li key={outcome.store.id} className="wrap-anywhere">
            <span data-name="">{outcome.store.name}</span>: <Outcome act={act} {...outcome} />
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function Outcome({ act, store, whyNot, until }: OneOutcome & { act: Told["act"] }) {
  const say = useWords("pause");
  const language = useLanguage();
  if (whyNot !== null) return whyNot;
  if (act === "resume") return say("several.open");
  return until === null
    ? say("several.byHand")
    : say("several.until", { time: formatDateTime(new Date(until), store.timezone, "minute", language) });
}
