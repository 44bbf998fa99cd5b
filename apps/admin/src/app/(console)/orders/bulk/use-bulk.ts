"use client";

import { useRef, useState } from "react";
import type { Resolution } from "@/components/case/resolutions.ts";
import { ask } from "@/graphql/ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { actInBulk } from "./bulk.graphql.ts";

export type BulkActName = "SEND" | "ASSIGN" | "SNOOZE" | "RESOLVE";

/** What is to be done to each. */
export interface BulkRequest {
  act: BulkActName;
  assigneeId: string | null;
  /** ISO 8601. */
  until: string | null;
  resolution: Resolution | null;
  note: string | null;
}

/** What would become of one of them, or became of it. */
export interface BulkAnswer {
  kind: "would" | "done" | "refused";
  words: string;
  expectedAttempt: number | null;
  expectedVersion: number | null;
}

/** As one stands that was not judged. */
const NOTHING = { expectedAttempt: null, expectedVersion: null } as const;

export type BulkPhase = "choosing" | "previewing" | "ready" | "running" | "over" | "stopped";

/** Judged quickly, many at a time; done few at a time, so that progress shows and "stop" is soon. */
const CHUNK = { previewing: 25, running: 5 } as const;

/** Judges an act on many and does it, in small requests one after the other. */
export function useBulk() {
  const writeFailure = useWriteFailure();
  const [answers, setAnswers] = useState<ReadonlyMap<string, BulkAnswer>>(new Map());
  const [phase, setPhase] = useState<BulkPhase>("choosing");
  const [progress, setProgress] = useState({ done: 0, count: 0 });
  const isStopped = useRef(false);

  async function run(ids: readonly string[], request: BulkRequest, step: "previewing" | "running") {
    isStopped.current = false;
    setPhase(step);
    setProgress({ done: 0, count: ids.length });
    const seen = answers;
    const found = new Map(step === "running" ? seen : []);
    let left = [...ids];
    while (left.length > 0 && !isStopped.current) {
      const chunk = left.slice(0, CHUNK[step]);
      const subjects = chunk.map((id) => {
        const { expectedAttempt, expectedVersion } = (step === "running" && seen.get(id)) || NOTHING;
        return { id, expectedAttempt, expectedVersion };
      });
      const input = { ...request, subjects, dryRun: step === "previewing" };
      const { data, error } = await ask(actInBulk, { input });
      const results = data?.actInBulk;
      const again: string[] = [];
      for (const [index, id] of chunk.entries()) {
        const result = results?.[index];
        // What the others left no time for is asked for again, as long as any of them is done.
        if (result?.__typename === "NotBegun" && index > 0) again.push(id);
        else found.set(id, answerOf(result, writeFailure(error)));
      }
      left = [...again, ...left.slice(chunk.length)];
      setAnswers(new Map(found));
      setProgress({ done: ids.length - left.length, count: ids.length });
      // Whether the rest would be done is not known either: nothing more is begun.
      if (results === undefined) isStopped.current = true;
    }
    setPhase(left.length > 0 ? "stopped" : step === "previewing" ? "ready" : "over");
  }

  return {
    answers,
    phase,
    progress,
    preview: (ids: readonly string[], request: BulkRequest) => run(ids, request, "previewing"),
    go: (ids: readonly string[], request: BulkRequest) => run(ids, request, "running"),
    stop() {
      isStopped.current = true;
    },
    /** The choice is another one: what was judged says nothing about it. */
    reset() {
      setAnswers(new Map());
      setPhase("choosing");
    },
  };
}

interface Result {
  __typename: string;
  becomes?: string;
  expectedAttempt?: number | null;
  expectedVersion?: number | null;
  message?: string;
}

function answerOf(result: Result | undefined, failure: string): BulkAnswer {
  const { expectedAttempt = null, expectedVersion = null } = result ?? {};
  if (result?.__typename === "BulkPreview")
    return { kind: "would", words: result.becomes ?? "", expectedAttempt, expectedVersion };
  if (result?.__typename === "Order" || result?.__typename === "Case")
    return { kind: "done", words: "", ...NOTHING };
  return { kind: "refused", words: result?.message ?? failure, ...NOTHING };
}
