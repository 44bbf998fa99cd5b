"use client";

import { TEXT_MAX } from "@parley/limits";
import { useLanguage, useWords } from "@parley/words/react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { useMutation } from "urql";
import { Button } from "@/components/controls/button.tsx";
import { Field } from "@/components/controls/field.tsx";
import { RadioField } from "@/components/controls/radio-field.tsx";
import { Zoned } from "@/components/display/moment.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { formatUntil } from "@/format/time.ts";
import type { ResultOf } from "@/graphql/document.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import type { ShownConnection } from "../connection.graphql.ts";
import { pauseConnection, resumeConnection } from "../pause-connection.graphql.ts";

/** Takes no orders of a connection for a while, and takes them again: each is undone by the other. */
export function PauseConnection({ connection, now }: { connection: ShownConnection; now: string }) {
  const say = useWords("connection");
  const { told, isWriting, pause, resume } = usePause();
  /** The version that was there when the form was opened: a change meanwhile is a conflict. */
  const [seen, setSeen] = useState<number | null>(null);
  const isPaused = connection.pausedAt !== null;
  const about = { connectionId: connection.id, expectedVersion: seen ?? connection.version ?? 0 };

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
            <Resumes connection={connection} now={now} />
          </>
        )}
      </p>
      {seen !== null ? (
        <PauseForm
          reason={connection.pauseReason}
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
          <Button size="form" onClick={() => setSeen(connection.version)}>
            {say(isPaused ? "pause.closed.change" : "pause.open.act")}
          </Button>
        </div>
      )}
    </div>
  );
}

/** When a paused connection takes orders again; a connection has no clock of its own. */
function Resumes({ connection: { pauseUntil }, now }: { connection: ShownConnection; now: string }) {
  const say = useWords("connection");
  const frame = useWords("shell");
  const language = useLanguage();
  if (pauseUntil === null) return say("pause.closed.byHand");
  const time = formatUntil(new Date(pauseUntil), { zone: "UTC", now: new Date(now) }, { language, frame });
  return (
    <Zoned at={pauseUntil} zone="UTC">
      {say("pause.closed.until", { time })}
    </Zoned>
  );
}

/** How long a pause may be, in minutes; null: until somebody resumes it. */
const SPANS = { hour: 60, fourHours: 240, day: 1_440, byHand: null } as const;
const CHOICES = ["hour", "fourHours", "day", "byHand"] as const;

type PauseGiven = { reason: string; minutes: number | null };

function PauseForm({ reason: before, isWriting, pause, cancel }: PauseFormProps) {
  const say = useWords("connection");
  const [reason, setReason] = useState(before ?? "");
  const [span, setSpan] = useState<(typeof CHOICES)[number]>("hour");

  function submit(event: FormEvent) {
    event.preventDefault();
    void pause({ reason, minutes: SPANS[span] });
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
      <RadioField
        question={say("pause.question")}
        choices={CHOICES.map((choice) => ({ choice, words: say(`pause.minutes.${choice}`) }))}
        chosen={span}
        onChange={setSpan}
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
  /** Why it is paused now. */
  reason: string | null;
  isWriting: boolean;
  pause: (given: PauseGiven) => Promise<void>;
  cancel: () => void;
}

/** Writes a pause or its end, and reads the page again, also when it was refused: it was out of date. */
function usePause() {
  const say = useWords("connection");
  const router = useRouter();
  const writeFailure = useWriteFailure();
  const [{ fetching: isPausing }, sendPause] = useMutation(pauseConnection);
  const [{ fetching: isResuming }, sendResume] = useMutation(resumeConnection);
  const [told, setTold] = useState<{ isDone: boolean; words: string } | null>(null);

  /** @returns whether a form has nothing more to do: it is done, or what it was filled in for has changed */
  function tell(result: Answer, error: WriteError, done: string): boolean {
    router.refresh();
    const isDone = result?.__typename === "Connection";
    setTold({ isDone, words: isDone ? done : (result?.message ?? writeFailure(error)) });
    return isDone || result?.code === "CONFLICT";
  }

  return {
    told,
    isWriting: isPausing || isResuming,
    async pause(input: Seen & PauseGiven) {
      const { data, error } = await sendPause({ input });
      return tell(data?.pauseConnection, error, say("pause.nowPaused"));
    },
    async resume(input: Seen) {
      const { data, error } = await sendResume({ input });
      return tell(data?.resumeConnection, error, say("pause.nowOpen"));
    },
  };
}

interface Seen {
  connectionId: string;
  expectedVersion: number;
}

type WriteError = Parameters<ReturnType<typeof useWriteFailure>>[0];
type Answer = ResultOf<typeof pauseConnection>["pauseConnection"] | undefined;
