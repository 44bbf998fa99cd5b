"use client";

import { useWords } from "@parley/words/react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ask } from "@/graphql/ask.ts";
import type { ResultOf } from "@/graphql/document.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import {
  addNote,
  assignCase,
  type CaseNow,
  type CaseParts,
  reopenCase,
  resolveCase,
  snoozeCase,
} from "./case.graphql.ts";
import type { Resolution } from "./resolutions.ts";

export type CaseAct =
  | { kind: "note"; note: string }
  /** Null gives it back. */
  | { kind: "assign"; assigneeId: string | null }
  | { kind: "rest"; until: Date; note: string | null }
  | { kind: "resolve"; resolution: Resolution; note: string | null }
  | { kind: "reopen"; note: string | null };

export interface CaseAnswer {
  isDone: boolean;
  words: string;
}

/**
 * Does something about a case and reads the page again, also when it was refused: who acts on what they have not seen
 * is told so, and sees it then. `known` is the case as this person knows it: what their own last act made of it, until
 * the page has been read again, so that the next act, however soon, is not taken for one of somebody else's.
 */
export function useCase(about: CaseParts) {
  const say = useWords("cases");
  const router = useRouter();
  const writeFailure = useWriteFailure();
  const [isBusy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<CaseAnswer | null>(null);
  const [made, setMade] = useState<CaseNow | null>(null);
  const known: CaseParts = made !== null && made.version > about.version ? { ...about, ...made } : about;
  const { subjectId } = about;
  const seen = { subjectId, expectedVersion: known.version };

  async function write(given: CaseAct) {
    switch (given.kind) {
      case "note": {
        const { data, error } = await ask(addNote, { input: { subjectId, note: given.note } });
        return { result: data?.addNote, error };
      }
      case "assign": {
        const input = { ...seen, assigneeId: given.assigneeId };
        const { data, error } = await ask(assignCase, { input });
        return { result: data?.assignCase, error };
      }
      case "rest": {
        const input = { ...seen, until: given.until.toISOString(), note: given.note };
        const { data, error } = await ask(snoozeCase, { input });
        return { result: data?.snoozeCase, error };
      }
      case "resolve": {
        const input = { ...seen, resolution: given.resolution, note: given.note };
        const { data, error } = await ask(resolveCase, { input });
        return { result: data?.resolveCase, error };
      }
      case "reopen": {
        const { data, error } = await ask(reopenCase, { input: { ...seen, note: given.note } });
        return { result: data?.reopenCase, error };
      }
    }
  }

  async function act(given: CaseAct): Promise<boolean> {
    setBusy(true);
    const { result, error } = await write(given);
    setBusy(false);
    const isDone = result?.__typename === "Case";
    // A note conflicts with nothing, so its answer may tell of what this person has not seen.
    if (isDone && given.kind !== "note") setMade(result);
    setAnswer({ isDone, words: isDone ? say("page.done") : (messageOf(result) ?? writeFailure(error)) });
    router.refresh();
    return isDone;
  }

  return { act, known, isBusy, answer };
}

type Result = ResultOf<typeof assignCase>["assignCase"];

function messageOf(result: Result | undefined): string | null {
  return result !== undefined && "message" in result ? result.message : null;
}
