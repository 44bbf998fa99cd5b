"use client";

import { useWords } from "@parley/words/react";
import { useRouter } from "next/navigation";
import { createContext, type ReactNode, use, useState } from "react";
import { UndoButton } from "@/components/controls/undo-button.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { useMutation } from "@/graphql/use-ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { setSwitches } from "../set-switches.graphql.ts";

/** A value of a switch; null is its default. */
interface Choice {
  name: string;
  value: string | null;
}

interface Change {
  connectionId: string;
  version: number;
  to: Choice;
  /** What it was, to take the change back. */
  before: Choice;
  said: { what: string; value: string };
}

interface Writes {
  isWriting: boolean;
  set: (change: Change) => Promise<void>;
}

const WritesContext = createContext<Writes>({ isWriting: false, set: async () => {} });

/** Writes of the switches below it. */
export function useSwitchWrites(): Writes {
  return use(WritesContext);
}

/** Writes switches for the forms below, tells what came of it below them, and takes the last change back. */
export function SwitchWrites({ children }: { children: ReactNode }) {
  const say = useWords("switches");
  const router = useRouter();
  const writeFailure = useWriteFailure();
  const [{ fetching }, send] = useMutation(setSwitches);
  const [told, setTold] = useState<{ words: string; undo: (() => Promise<string | null>) | null } | null>(
    null,
  );

  /** @returns the version that there is now, or why nothing was changed */
  async function write(connectionId: string, expectedVersion: number, choice: Choice) {
    const { data, error } = await send({ input: { connectionId, expectedVersion, switches: [choice] } });
    router.refresh();
    const result = data?.setSwitches;
    if (result?.__typename === "Connection") return { version: result.version ?? 0, why: null };
    return { version: null, why: result?.message ?? writeFailure(error) };
  }

  async function set({ connectionId, version, to, before, said }: Change) {
    const written = await write(connectionId, version, to);
    if (written.version === null) return setTold({ words: written.why, undo: null });
    const { version: now } = written;
    const undo = async () => {
      const { why } = await write(connectionId, now, before);
      if (why === null) setTold(null);
      return why;
    };
    setTold({ words: say("done", said), undo });
  }

  return (
    <WritesContext value={{ isWriting: fetching, set }}>
      {children}
      {/* Wherever the form stands in the page, its answer is seen. */}
      {told !== null && (
        <div className="sticky bottom-0 border-t bg-surface p-3">
          <Notice tone={told.undo === null ? "problem" : "ok"}>
            <span className="mr-2">{told.words}</span>
            {told.undo !== null && <UndoButton key={told.words} undo={told.undo} />}
          </Notice>
        </div>
      )}
    </WritesContext>
  );
}
