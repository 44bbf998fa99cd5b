"use client";

import { TEXT_MAX } from "@parley/limits";
import { useLanguage, useWords } from "@parley/words/react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { useMutation } from "urql";
import { Button } from "@/components/controls/button.tsx";
import { Field } from "@/components/controls/field.tsx";
import { Zoned } from "@/components/display/moment.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { untilOfChoice } from "@/components/until/until.ts";
import { FIRST_CHOICE, type StoreDay, UntilField } from "@/components/until/until-field.tsx";
import { formatUntil } from "@/format/time.ts";
import type { ResultOf } from "@/graphql/document.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { pauseStore, resumeStore } from "../pause-store.graphql.ts";
import type { Store } from "../store.graphql.ts";

/** Takes no orders for a store for a while, and takes them again: each is undone by the other. */
export function PauseStore({ store, now }: { store: Store; now: string }) {
  const say = useWords("stores");
  const { told, isWriting, pause, resume } = usePause();
  /** The version that was there when the form was opened: a change meanwhile is a conflict. */
  const [seen, setSeen] = useState<number | null>(null);
  const isPaused = store.pausedAt !== null;
  const about = { locationId: store.id, expectedVersion: seen ?? store.version };

  async function submit(given: PauseGiven) {
    if (await pause({ ...about, ...given })) setSeen(null);
  }

  return (
    <div className="flex flex-col items-start gap-3">
      {told !== null && <Notice tone={told.isDone ? "ok" : "problem"}>{told.words}</Notice>}
      <p className="max-w-prose text-ink-soft">
        {say(isPaused ? "pause.closed.what" : "pause.open.what")}
        {isPaused && (
          <>
            {" "}
            <Resumes store={store} now={now} />
          </>
        )}
      </p>
      {seen !== null ? (
        <PauseForm
          day={{ zone: store.timezone, endOfDayAt: store.endOfDayAt, opensAt: null }}
          reason={store.pauseReason}
          isWriting={isWriting}
          pause={submit}
          cancel={() => setSeen(null)}
        />
      ) : (
        <div className="flex flex-wrap gap-2">
          {isPaused && (
            <Button
              look="primary"
              size="form"
              disabled={isWriting}
              aria-busy={isWriting}
              onClick={() => void resume(about)}
            >
              {say("pause.closed.resume")}
            </Button>
          )}
          <Button size="form" onClick={() => setSeen(store.version)}>
            {say(isPaused ? "pause.closed.change" : "pause.open.act")}
          </Button>
        </div>
      )}
    </div>
  );
}

/** When a paused store takes orders again. */
function Resumes({ store: { pauseUntil, timezone: zone }, now }: { store: Store; now: string }) {
  const say = useWords("stores");
  const frame = useWords("shell");
  const language = useLanguage();
  if (pauseUntil === null) return say("pause.closed.byHand");
  const time = formatUntil(new Date(pauseUntil), { zone, now: new Date(now) }, { language, frame });
  return (
    <Zoned at={pauseUntil} zone={zone}>
      {say("pause.closed.until", { time })}
    </Zoned>
  );
}

type PauseGiven = { reason: string; until: ReturnType<typeof untilOfChoice> };

function PauseForm({ day, reason: before, isWriting, pause, cancel }: PauseFormProps) {
  const say = useWords("stores");
  const [reason, setReason] = useState(before ?? "");
  const [until, setUntil] = useState(FIRST_CHOICE);

  function submit(event: FormEvent) {
    event.preventDefault();
    void pause({ reason, until: untilOfChoice(until.choice, until.time) });
  }

  return (
    <form onSubmit={submit} className="flex w-full max-w-prose flex-col gap-3">
      <Field
        label={say("pause.reason")}
        hint={say("pause.reasonHint")}
        value={reason}
        required
        autoFocus
        maxLength={TEXT_MAX.reason}
        autoComplete="off"
        onChange={({ target }) => setReason(target.value)}
      />
      <UntilField
        question={say("pause.question")}
        byHand={say("pause.byHand")}
        day={day}
        value={until}
        onChange={setUntil}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" size="form" disabled={isWriting} aria-busy={isWriting}>
          {say("pause.confirm")}
        </Button>
        <Button look="quiet" size="form" onClick={cancel}>
          {say("pause.cancel")}
        </Button>
      </div>
    </form>
  );
}

interface PauseFormProps {
  day: StoreDay;
  /** Why it is paused now. */
  reason: string | null;
  isWriting: boolean;
  pause: (given: PauseGiven) => Promise<void>;
  cancel: () => void;
}

/** Writes a pause or its end, and reads the page again, also when it was refused: it was out of date. */
function usePause() {
  const say = useWords("stores");
  const router = useRouter();
  const writeFailure = useWriteFailure();
  const [{ fetching: isPausing }, sendPause] = useMutation(pauseStore);
  const [{ fetching: isResuming }, sendResume] = useMutation(resumeStore);
  const [told, setTold] = useState<{ isDone: boolean; words: string } | null>(null);

  /** @returns whether a form has nothing more to do: it is done, or what it was filled in for has changed */
  function tell(result: Answer, error: WriteError, done: string): boolean {
    router.refresh();
    const isDone = result?.__typename === "Location";
    setTold({ isDone, words: isDone ? done : (result?.message ?? writeFailure(error)) });
    return isDone || result?.code === "CONFLICT";
  }

  return {
    told,
    isWriting: isPausing || isResuming,
    async pause(input: Seen & PauseGiven) {
      const { data, error } = await sendPause({ input });
      return tell(data?.pauseStore, error, say("pause.nowPaused"));
    },
    async resume(input: Seen) {
      const { data, error } = await sendResume({ input });
      return tell(data?.resumeStore, error, say("pause.nowOpen"));
    },
  };
}

interface Seen {
  locationId: string;
  expectedVersion: number;
}

type WriteError = Parameters<ReturnType<typeof useWriteFailure>>[0];
type Answer = ResultOf<typeof pauseStore>["pauseStore"] | undefined;
