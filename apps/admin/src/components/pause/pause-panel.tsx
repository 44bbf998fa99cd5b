"use client";

import { useLanguage, useWords } from "@parley/words/react";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { Zoned } from "@/components/display/moment.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { formatUntil } from "@/format/time.ts";
import type { PauseWrites } from "./use-pause.ts";

/** What takes orders, or none for a while, as a page shows it. */
export interface Pausable {
  version: number;
  /** ISO 8601; null where it takes orders. */
  pausedAt: string | null;
  pauseUntil: string | null;
}

/**
 * Takes no orders of a store or a connection for a while, and takes them again: each is undone by the other. Needs the
 * words of the room `pause`.
 */
export function PausePanel<Given>({ of, subject, zone, now, writes, form }: PausePanelProps<Given>) {
  const say = useWords("pause");
  const { told, isWriting, pause, resume } = writes;
  /** The version that was there when the form was opened: a change meanwhile is a conflict. */
  const [seen, setSeen] = useState<number | null>(null);
  const { version, pausedAt, pauseUntil } = subject;
  const isPaused = pausedAt !== null;

  return (
    <div className="flex flex-col items-start gap-3">
      {told !== null && <Notice tone={told.isDone ? "ok" : "problem"}>{told.words}</Notice>}
      <p className="max-w-prose text-ink-soft">
        {say(isPaused ? `closed.what.${of}` : `open.what.${of}`)}
        {isPaused && (
          <>
            {" "}
            <Resumes at={pauseUntil} zone={zone} now={now} />
          </>
        )}
      </p>
      {seen !== null ? (
        form({
          submit: async (given) => {
            if (await pause(seen, given)) setSeen(null);
          },
          cancel: () => setSeen(null),
        })
      ) : (
        <div className="flex flex-wrap gap-2">
          {isPaused && (
            <Button
              look="primary"
              size="form"
              disabled={isWriting}
              aria-busy={isWriting}
              onClick={() => void resume(version)}
            >
              {say("closed.resume")}
            </Button>
          )}
          <Button size="form" onClick={() => setSeen(version)}>
            {say(isPaused ? "closed.change" : "open.act")}
          </Button>
        </div>
      )}
    </div>
  );
}

interface PausePanelProps<Given> {
  of: "store" | "connection";
  subject: Pausable;
  /** By whose clock it is said when orders are taken again, IANA name. */
  zone: string;
  now: string;
  writes: PauseWrites<Given>;
  form: (acts: { submit: (given: Given) => Promise<void>; cancel: () => void }) => ReactNode;
}

/** When orders are taken again; by hand, where `at` is null. */
function Resumes({ at, zone, now }: { at: string | null; zone: string; now: string }) {
  const say = useWords("pause");
  const frame = useWords("shell");
  const language = useLanguage();
  if (at === null) return say("closed.byHand");
  const time = formatUntil(new Date(at), { zone, now: new Date(now) }, { language, frame });
  return (
    <Zoned at={at} zone={zone}>
      {say("closed.until", { time })}
    </Zoned>
  );
}
