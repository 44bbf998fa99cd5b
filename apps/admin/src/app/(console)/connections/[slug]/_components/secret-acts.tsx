"use client";

import { useLanguage, useWords } from "@parley/words/react";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { MadeSharedId } from "@/components/connection/made-shared-id.tsx";
import { Button } from "@/components/controls/button.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { formatDateTime } from "@/format/time.ts";
import { useMutation } from "@/graphql/use-ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import type { Secret, ShownConnection } from "../connection.graphql.ts";
import { retireSharedId, rotateSharedId } from "../shared-id.graphql.ts";
import { usableOf } from "../usable.ts";
import { RetireQuestion } from "./retire-question.tsx";
import { type GivenSharedId, RotateForm } from "./rotate-form.tsx";

/** Adds a SharedId beside the one in use, and ends one of two. */
export function SecretActs({ connection, now }: { connection: ShownConnection; now: string }) {
  const say = useWords("connection");
  const { told, made, forget, isWriting, rotate, retire, listen } = useSharedIds(connection.id);
  /** The version that was there when the form was opened: a change meanwhile is a conflict. */
  const [seen, setSeen] = useState<number | null>(null);
  const [ending, setEnding] = useState<Secret | null>(null);
  /** A question was open: the button that takes its place gets the focus, unless a SharedId is there to be kept. */
  const [wasAsking, setWasAsking] = useState(false);
  const acts = useRef<HTMLDivElement>(null);
  const usable = usableOf(connection.secrets);
  const [older, newer] = usable;
  const takesFocus = wasAsking && made === null;
  const isAsking = seen !== null || ending !== null;

  function open(act: () => void) {
    listen();
    setWasAsking(true);
    act();
  }

  return (
    <div className="flex flex-col items-start gap-3">
      {told !== null && <Notice tone={told.tone}>{told.words}</Notice>}
      {made !== null && (
        <MadeSharedId
          sharedId={made}
          forget={() => {
            acts.current?.querySelector("button")?.focus();
            forget();
          }}
        />
      )}
      {seen !== null && (
        <RotateForm
          isWriting={isWriting}
          rotate={async (given) => {
            if (await rotate({ expectedVersion: seen, ...given })) setSeen(null);
          }}
          cancel={() => setSeen(null)}
        />
      )}
      {ending !== null && (
        <RetireQuestion
          which={ending.id === newer?.id ? "newer" : "older"}
          secret={ending}
          other={usable.find(({ id }) => id !== ending.id)}
          now={now}
          isWriting={isWriting}
          retire={async () => {
            if (await retire(ending.id)) setEnding(null);
          }}
          cancel={() => setEnding(null)}
        />
      )}
      {!isAsking && (
        <>
          <p className="max-w-prose text-ink-soft">
            {say(newer === undefined ? "rotate.what" : "rotate.underWay")}
          </p>
          <div ref={acts} className="flex flex-wrap gap-2">
            {newer === undefined ? (
              <Button
                size="form"
                autoFocus={takesFocus}
                onClick={() => open(() => setSeen(connection.version))}
              >
                {say("rotate.act")}
              </Button>
            ) : (
              ([older, newer] as const).map(
                (secret) =>
                  secret && (
                    <Button
                      key={secret.id}
                      size="form"
                      autoFocus={takesFocus && secret === older}
                      onClick={() => open(() => setEnding(secret))}
                    >
                      {say(secret === newer ? "retire.newer" : "retire.older")}
                    </Button>
                  ),
              )
            )}
          </div>
        </>
      )}
    </div>
  );
}

interface Told {
  tone: "ok" | "wait" | "problem";
  words: string;
}

/** Writes, says what came of it, and reads the page again, also when it was refused: it was out of date. */
function useSharedIds(connectionId: string) {
  const say = useWords("connection");
  const language = useLanguage();
  const router = useRouter();
  const writeFailure = useWriteFailure();
  const [{ fetching: isRotating }, sendRotation] = useMutation(rotateSharedId);
  const [{ fetching: isRetiring }, sendRetirement] = useMutation(retireSharedId);
  const [told, setTold] = useState<Told | null>(null);
  const [made, setMade] = useState<string | null>(null);

  return {
    told,
    made,
    isWriting: isRotating || isRetiring,
    forget: () => setMade(null),
    listen: () => setTold(null),
    /** @returns whether the form has nothing more to do */
    async rotate(given: { expectedVersion: number } & GivenSharedId): Promise<boolean> {
      const { data, error } = await sendRotation({ input: { connectionId, ...given } });
      router.refresh();
      const result = data?.rotateSharedId;
      if (result?.__typename !== "SharedIdRotation") {
        setTold({ tone: "problem", words: result?.message ?? writeFailure(error) });
        return result?.code === "CONFLICT";
      }
      const { strength, previousEndsAt, generatedSharedId } = result;
      const until = formatDateTime(new Date(previousEndsAt), "UTC", "minute", language);
      const done = given.overlapMinutes === 0 ? say("rotate.doneAtOnce") : say("rotate.done", { until });
      const known = (["strong", "short", "weak"] as const).find((each) => each === strength);
      setMade(generatedSharedId);
      setTold({
        tone: strength === "strong" ? "ok" : "wait",
        words: known === undefined ? done : `${done} ${say(`rotate.strength.${known}`)}`,
      });
      return true;
    },
    async retire(secretId: string): Promise<boolean> {
      const { data, error } = await sendRetirement({ input: { connectionId, secretId } });
      router.refresh();
      const result = data?.retireSharedId;
      const isDone = result?.__typename === "Connection";
      if (isDone) setMade(null);
      setTold(
        isDone
          ? { tone: "ok", words: say("retire.done") }
          : { tone: "problem", words: result?.message ?? writeFailure(error) },
      );
      return isDone || result !== undefined;
    },
  };
}
