"use client";

import { useWords } from "@parley/words/react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { type BulkAnswer, type BulkRequest, useBulk } from "../use-bulk.ts";
import { type Choice, choiceProblem, requestOf, WhatToDo } from "./what-to-do.tsx";

export interface BulkRow {
  id: string;
  /** The guest, or the number that the order is known by. */
  name: string;
  href: string;
  /** Where it stands. */
  about: ReactNode;
}

/** Chooses among rows, says first what an act would make of each, then does it to one after the other. */
export function BulkDesk({ rows, me, people }: BulkDeskProps) {
  const say = useWords("bulk");
  const router = useRouter();
  const bulk = useBulk();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [choice, setChoice] = useState<Choice>({
    act: "SEND",
    assigneeId: me,
    hours: 1,
    resolution: "MENDED",
    note: "",
  });
  // What was judged is what is done: a time to rest until is not counted anew.
  const [request, setRequest] = useState<BulkRequest | null>(null);
  const { phase, answers, progress } = bulk;
  const isBusy = phase === "previewing" || phase === "running";
  const ids = rows.map(({ id }) => id).filter((id) => chosen.has(id));
  const possible = ids.filter((id) => answers.get(id)?.kind === "would");
  const counted = (kind: BulkAnswer["kind"]) => ids.filter((id) => answers.get(id)?.kind === kind).length;

  function choose(next: Iterable<string>) {
    setChosen(new Set(next));
    bulk.reset();
  }

  async function preview() {
    const wanted = requestOf(choice, new Date());
    setRequest(wanted);
    await bulk.preview(ids, wanted);
  }

  async function go() {
    if (request === null) return;
    await bulk.go(possible, request);
    router.refresh();
  }

  const outcome = () => {
    switch (phase) {
      case "previewing":
        return say("page.previewing", progress);
      case "running":
        return say("page.running", progress);
      case "ready":
        return say("page.ready", { count: possible.length, of: ids.length });
      case "over":
        return say("page.over", { done: counted("done"), failed: counted("refused") });
      case "stopped":
        return say("page.stopped");
      default:
        return null;
    }
  };
  const told = outcome();

  return (
    <div>
      <div className="flex flex-col gap-3 border-b p-3">
        <WhatToDo
          choice={choice}
          people={people}
          isBusy={isBusy}
          onChange={(next) => {
            setChoice(next);
            bulk.reset();
          }}
        />
        <div className="flex flex-wrap items-center gap-2">
          <label className="flex min-h-9 items-center gap-2">
            <input
              type="checkbox"
              checked={ids.length === rows.length}
              disabled={isBusy}
              onChange={({ target }) => choose(target.checked ? rows.map(({ id }) => id) : [])}
            />
            {say("page.all")}
          </label>
          <span className="text-ink-soft">{say("page.chosen", { count: ids.length })}</span>
          <span className="grow" />
          {isBusy ? (
            <Button size="form" onClick={bulk.stop}>
              {say("page.stop")}
            </Button>
          ) : phase === "ready" && possible.length > 0 ? (
            <Button look="primary" size="form" onClick={go}>
              {say("page.go", { count: possible.length })}
            </Button>
          ) : (
            <Button
              look="primary"
              size="form"
              disabled={ids.length === 0 || choiceProblem(choice)}
              onClick={preview}
            >
              {say("page.preview")}
            </Button>
          )}
        </div>
        <div aria-live="polite">
          {told !== null && <Notice tone={phase === "stopped" ? "problem" : "quiet"}>{told}</Notice>}
        </div>
      </div>
      <ul>
        {rows.map(({ id, name, href, about }) => (
          <li key={id} className="flex gap-3 border-b px-3 py-2 last:border-b-0">
            <input
              type="checkbox"
              className="mt-1 size-4 shrink-0"
              aria-label={say("page.choose", { name })}
              checked={chosen.has(id)}
              disabled={isBusy}
              onChange={({ target }) =>
                choose(target.checked ? [...chosen, id] : [...chosen].filter((other) => other !== id))
              }
            />
            <div className="min-w-0 grow">
              <div className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5">
                <Link href={href} prefetch={false} className="font-medium wrap-anywhere">
                  {name}
                </Link>
                {about}
              </div>
              <Told answer={answers.get(id)} />
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface BulkDeskProps {
  rows: readonly BulkRow[];
  /** The id of whoever looks at it. */
  me: string | null;
  people: readonly { id: string; name: string }[];
}

/** What would become of one, what became of it, or why nothing did. */
function Told({ answer }: { answer: BulkAnswer | undefined }) {
  const say = useWords("bulk");
  if (answer === undefined) return null;
  if (answer.kind === "would") return <p className="text-ink-soft">{answer.words}</p>;
  if (answer.kind === "done") return <p className="font-medium text-ok">{say("page.did")}</p>;
  return <p className="text-problem">{answer.words}</p>;
}
