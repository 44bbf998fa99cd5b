"use client";

import { useWords } from "@parley/words/react";
import { useEffect, useRef } from "react";
import { Button } from "@/components/controls/button.tsx";
import { formatAge } from "@/format/time.ts";
import type { Secret } from "../connection.graphql.ts";

const RECENT_MS = 86_400_000;

/** Says what ending a SharedId does, by when PAR used it and the other one, and asks once. */
export function RetireQuestion({
  which,
  secret,
  other,
  now,
  isWriting,
  retire,
  cancel,
}: RetireQuestionProps) {
  const say = useWords("connection");
  const box = useRef<HTMLFieldSetElement>(null);
  useEffect(() => box.current?.focus(), []);
  const used = usedWithin(secret, now);
  return (
    <fieldset ref={box} tabIndex={-1} className="flex max-w-prose flex-col gap-2">
      <legend className="mb-1 font-medium">{say(`retire.title.${which}`)}</legend>
      <p>{say("retire.what")}</p>
      {used === null ? (
        <p className="text-ink-soft">{say("retire.unused")}</p>
      ) : (
        <p className="font-medium text-problem">
          {used.age === null ? say("retire.usedNow") : say("retire.used", { age: used.age })}
        </p>
      )}
      {other?.lastUsedAt === null && <p className="font-medium text-problem">{say("retire.otherUnused")}</p>}
      <div className="flex flex-wrap gap-2">
        <Button
          look="primary"
          size="form"
          disabled={isWriting}
          aria-busy={isWriting}
          onClick={() => void retire()}
        >
          {say("retire.confirm")}
        </Button>
        <Button look="quiet" size="form" onClick={cancel}>
          {say("retire.cancel")}
        </Button>
      </div>
    </fieldset>
  );
}

/** How long ago PAR last signed with it; null where that is long ago, or never was. */
function usedWithin({ lastUsedAt }: Secret, now: string): { age: string | null } | null {
  if (lastUsedAt === null) return null;
  const [at, read] = [new Date(lastUsedAt), new Date(now)];
  return read.getTime() - at.getTime() > RECENT_MS ? null : { age: formatAge(at, read) };
}

interface RetireQuestionProps {
  which: "older" | "newer";
  secret: Secret;
  other: Secret | undefined;
  /** The server's clock when the page was made. */
  now: string;
  isWriting: boolean;
  retire: () => Promise<void>;
  cancel: () => void;
}
