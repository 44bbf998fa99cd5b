"use client";

import { useWords } from "@parley/words/react";
import { useState } from "react";
import { RadioField } from "@/components/controls/radio-field.tsx";
import { PauseForm } from "@/components/pause/pause-form.tsx";
import { PausePanel } from "@/components/pause/pause-panel.tsx";
import { usePause } from "@/components/pause/use-pause.ts";
import { useMutation } from "@/graphql/use-ask.ts";
import type { ShownConnection } from "../connection.graphql.ts";
import { pauseConnection, resumeConnection } from "../pause-connection.graphql.ts";

/** Takes no orders of a connection for a while, for a span or until somebody resumes it: it has no clock of its own. */
export function PauseConnection({ connection, now }: { connection: ShownConnection; now: string }) {
  const [{ fetching: isPausing }, sendPause] = useMutation(pauseConnection);
  const [{ fetching: isResuming }, sendResume] = useMutation(resumeConnection);
  const connectionId = connection.id;
  const writes = usePause<Given>({
    isWriting: isPausing || isResuming,
    async pause(expectedVersion, given) {
      const { data, error } = await sendPause({ input: { connectionId, expectedVersion, ...given } });
      return { result: data?.pauseConnection, error };
    },
    async resume(expectedVersion) {
      const { data, error } = await sendResume({ input: { connectionId, expectedVersion } });
      return { result: data?.resumeConnection, error };
    },
  });
  const subject = { ...connection, version: connection.version ?? 0 };
  const form = (acts: Acts) => (
    <Form reason={connection.pauseReason} isWriting={writes.isWriting} {...acts} />
  );
  return <PausePanel of="connection" subject={subject} zone="UTC" now={now} writes={writes} form={form} />;
}

/** How long a pause may be, in minutes; null: until somebody resumes it. */
const SPANS = { hour: 60, fourHours: 240, day: 1_440, byHand: null } as const;
const CHOICES = ["hour", "fourHours", "day", "byHand"] as const;

type Given = { reason: string; minutes: number | null };
type Acts = { submit: (given: Given) => Promise<void>; cancel: () => void };

function Form({ submit, ...rest }: Acts & { reason: string | null; isWriting: boolean }) {
  const say = useWords("pause");
  const [span, setSpan] = useState<(typeof CHOICES)[number]>("hour");
  return (
    <PauseForm
      {...rest}
      until={
        <RadioField
          question={say("question")}
          choices={CHOICES.map((choice) => ({ choice, words: say(`minutes.${choice}`) }))}
          chosen={span}
          onChange={setSpan}
        />
      }
      submit={(reason) => void submit({ reason, minutes: SPANS[span] })}
    />
  );
}
