"use client";

import { useWords } from "@parley/words/react";
import { useState } from "react";
import { PauseForm } from "@/components/pause/pause-form.tsx";
import { PausePanel } from "@/components/pause/pause-panel.tsx";
import { usePause } from "@/components/pause/use-pause.ts";
import { untilOfChoice } from "@/components/until/until.ts";
import { FIRST_CHOICE, UntilField } from "@/components/until/until-field.tsx";
import { useMutation } from "@/graphql/use-ask.ts";
import { pauseStore, resumeStore } from "../pause-store.graphql.ts";
import type { Store } from "../store.graphql.ts";

/** Takes no orders for a store for a while, until a time on its clock or until somebody resumes it. */
export function PauseStore({ store, now }: { store: Store; now: string }) {
  const [{ fetching: isPausing }, sendPause] = useMutation(pauseStore);
  const [{ fetching: isResuming }, sendResume] = useMutation(resumeStore);
  const locationId = store.id;
  const writes = usePause<Given>({
    isWriting: isPausing || isResuming,
    async pause(expectedVersion, given) {
      const { data, error } = await sendPause({ input: { locationId, expectedVersion, ...given } });
      return { result: data?.pauseStore, error };
    },
    async resume(expectedVersion) {
      const { data, error } = await sendResume({ input: { locationId, expectedVersion } });
      return { result: data?.resumeStore, error };
    },
  });
  const form = (acts: Acts) => <Form store={store} isWriting={writes.isWriting} {...acts} />;
  return (
    <PausePanel of="store" subject={store} zone={store.timezone} now={now} writes={writes} form={form} />
  );
}

type Given = { reason: string; until: ReturnType<typeof untilOfChoice> };
type Acts = { submit: (given: Given) => Promise<void>; cancel: () => void };

function Form({ store, isWriting, submit, cancel }: Acts & { store: Store; isWriting: boolean }) {
  const say = useWords("pause");
  const [until, setUntil] = useState(FIRST_CHOICE);
  return (
    <PauseForm
      reason={store.pauseReason}
      isWriting={isWriting}
      until={
        <UntilField
          question={say("question")}
          byHand={say("minutes.byHand")}
          day={{ zone: store.timezone, endOfDayAt: store.endOfDayAt, opensAt: null }}
          value={until}
          onChange={setUntil}
        />
      }
      submit={(reason) => void submit({ reason, until: untilOfChoice(until.choice, until.time) })}
      cancel={cancel}
    />
  );
}
