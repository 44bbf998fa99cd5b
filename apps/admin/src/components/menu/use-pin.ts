import { useWords } from "@parley/words/react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { ResultOf } from "@/graphql/document.ts";
import { useMutation } from "@/graphql/use-ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import type { Act } from "./pin-form.tsx";
import { pinMenu, unpinMenu } from "./pin-menu.graphql.ts";

interface Given {
  act: Act;
  menuId: string;
  expectedMenuId: string;
  reason: string;
}

interface Told {
  isDone: boolean;
  words: string;
  undo: (() => Promise<string | null>) | null;
}

interface PinnedStore {
  id: string;
  name: string;
  menuPin: { menuId: string; reason: string } | null;
}

type Answer = ResultOf<typeof pinMenu>["pinMenu"] | undefined;

/** Writes what a store is held at, says what came of it, and takes it back. */
export function usePin(store: PinnedStore) {
  const say = useWords("versions");
  const router = useRouter();
  const writeFailure = useWriteFailure();
  const [{ fetching: isPinning }, sendPin] = useMutation(pinMenu);
  const [{ fetching: isUnpinning }, sendUnpin] = useMutation(unpinMenu);
  const [told, setTold] = useState<Told | null>(null);

  /** @returns the version in force afterwards, or why nothing was changed */
  async function write({ act, menuId, expectedMenuId, reason }: Given) {
    const about = { locationId: store.id, expectedMenuId };
    let answer: Answer;
    let error: Parameters<typeof writeFailure>[0];
    if (act === "release") {
      const sent = await sendUnpin({ input: about });
      [answer, error] = [sent.data?.unpinMenu, sent.error];
    } else {
      const sent = await sendPin({ input: { ...about, menuId, reason } });
      [answer, error] = [sent.data?.pinMenu, sent.error];
    }
    router.refresh();
    if (answer?.__typename === "Location") return { inForce: answer.menu?.id ?? menuId, failure: null };
    return { inForce: expectedMenuId, failure: answer?.message ?? writeFailure(error) };
  }

  async function run(given: Given): Promise<boolean> {
    const before = store.menuPin;
    const { inForce, failure } = await write(given);
    if (failure !== null) {
      setTold({ isDone: false, words: failure, undo: null });
      return false;
    }
    const undo = async () => {
      // What it was held at before, with the reason of then; what it was not held at is let go of.
      const back: Given =
        before === null
          ? { act: "release", menuId: inForce, expectedMenuId: inForce, reason: "" }
          : { act: "hold", menuId: before.menuId, expectedMenuId: inForce, reason: before.reason };
      const undone = await write(back);
      if (undone.failure === null) setTold(null);
      return undone.failure;
    };
    const words = say(given.act === "release" ? "done.released" : "done.pinned", { store: store.name });
    setTold({ isDone: true, words, undo });
    return true;
  }

  return { told, isWriting: isPinning || isUnpinning, run };
}
