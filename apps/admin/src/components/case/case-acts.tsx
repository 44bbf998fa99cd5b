"use client";

import { TEXT_MAX } from "@parley/limits";
import { useWords } from "@parley/words/react";
import { useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { Field } from "@/components/controls/field.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import type { CaseParts } from "./case.graphql.ts";
import { Choice } from "./choice.tsx";
import { resolutions } from "./resolutions.ts";
import { type CaseAct, useCase } from "./use-case.ts";

const HOUR_MS = 3_600_000;
const SPANS = { hour: 1, four: 4, day: 24, week: 168 } as const;
type Span = keyof typeof SPANS;
const spans = ["hour", "four", "day", "week"] as const satisfies readonly Span[];

/** What a person may do about a case. The note goes with whatever they do next, or stands alone. */
export function CaseActs({ about, me }: CaseActsProps) {
  const say = useWords("cases");
  const { act, known, isBusy, answer } = useCase(about);
  const [text, setText] = useState("");
  const { isMine, state, assignable, assignee } = known;
  const isAtRest = state === "SNOOZED" || state === "RESOLVED";
  const note = text.trim() === "" ? null : text.trim();
  const others = assignable.filter(({ id }) => id !== me && id !== assignee?.id);

  async function doIt(given: CaseAct) {
    const isKept = given.kind !== "assign";
    if ((await act(given)) && isKept) setText("");
  }

  return (
    <div className="mt-3 flex max-w-2xl flex-col gap-3">
      {answer && <Notice tone={answer.isDone ? "ok" : "problem"}>{answer.words}</Notice>}
      <div className="flex flex-wrap gap-2">
        <Button
          look="primary"
          size="form"
          disabled={isBusy}
          onClick={() => doIt({ kind: "assign", assigneeId: isMine ? null : me })}
        >
          {say(isMine ? "page.giveBack" : "page.take")}
        </Button>
        {others.length > 0 && (
          <Choice
            label={say("page.give")}
            first={say("page.somebody")}
            options={others.map(({ id, name }) => ({ value: id, word: name }))}
            button={say("page.giveTo")}
            disabled={isBusy}
            onChoose={(assigneeId) => doIt({ kind: "assign", assigneeId })}
          />
        )}
      </div>
      <Field
        label={say("page.note")}
        value={text}
        onChange={(event) => setText(event.target.value)}
        maxLength={TEXT_MAX.note}
        autoComplete="off"
      />
      <div className="flex flex-wrap gap-2">
        <Button
          size="form"
          disabled={isBusy || note === null}
          onClick={() => note !== null && doIt({ kind: "note", note })}
        >
          {say("page.addNote")}
        </Button>
        {isAtRest ? (
          <Button size="form" disabled={isBusy} onClick={() => doIt({ kind: "reopen", note })}>
            {say(state === "SNOOZED" ? "page.wake" : "page.reopen")}
          </Button>
        ) : (
          <Choice
            label={say("page.restFor")}
            options={spans.map((span) => ({ value: span, word: say(`page.spans.${span}`) }))}
            button={say("page.rest")}
            disabled={isBusy}
            onChoose={(span) =>
              doIt({ kind: "rest", until: new Date(Date.now() + SPANS[span] * HOUR_MS), note })
            }
          />
        )}
        {state !== "RESOLVED" && (
          <Choice
            label={say("page.resolveAs")}
            options={resolutions.map((each) => ({ value: each, word: say(`page.reasons.${each}`) }))}
            button={say("page.resolve")}
            disabled={isBusy}
            onChoose={(resolution) => doIt({ kind: "resolve", resolution, note })}
          />
        )}
      </div>
    </div>
  );
}

interface CaseActsProps {
  about: CaseParts;
  /** The id of whoever looks at it. */
  me: string;
}
