"use client";

import { useWords } from "@parley/words/react";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { Button, buttonClass } from "@/components/controls/button.tsx";
import { UndoButton } from "@/components/controls/undo-button.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { useMutation } from "@/graphql/use-ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { deleteView, type SavedView, saveView } from "./view.graphql.ts";
import { type ViewAbout, ViewForm } from "./view-form.tsx";

/** Saves what the list shows, keeps it in the view that is open, changes or deletes that one. */
export function ViewActs({ list, params, here, isSearched }: ViewActsProps) {
  const say = useWords("views");
  const router = useRouter();
  const writeFailure = useWriteFailure();
  const [{ fetching }, save] = useMutation(saveView);
  const [, remove] = useMutation(deleteView);
  const [problem, setProblem] = useState<string | null>(null);
  const [gone, setGone] = useState<SavedView | null>(null);
  const whole = useRef<HTMLDivElement>(null);

  async function write(view: ViewAbout & { params: string }, viewId: string | null) {
    const { name, sharedWith, params } = view;
    const { data, error } = await save({ input: { list, viewId, name, sharedWith, params } });
    const result = data?.saveView;
    if (result?.__typename !== "SavedView") {
      setProblem(result?.message ?? writeFailure(error));
      return;
    }
    setProblem(null);
    setGone(null);
    for (const form of whole.current?.querySelectorAll("details") ?? []) form.open = false;
    router.replace(result.path, { scroll: false });
    router.refresh();
  }

  async function drop(view: SavedView) {
    const { data, error } = await remove({ input: { viewId: view.id } });
    const result = data?.deleteView;
    const isGone = result?.__typename === "SavedView";
    setProblem(isGone ? null : (result?.message ?? writeFailure(error)));
    if (!isGone) return;
    setGone(view);
    router.refresh();
  }

  async function putBack(view: SavedView): Promise<string | null> {
    const { data, error } = await remove({ input: { viewId: view.id, undo: true } });
    const result = data?.deleteView;
    if (result?.__typename !== "SavedView") return result?.message ?? writeFailure(error);
    setGone(null);
    router.refresh();
    return null;
  }

  const isElse = here !== null && here.params !== params;
  return (
    <div ref={whole} className="flex flex-wrap items-center gap-2">
      {here?.isMine && isElse && (
        <Button size="field" disabled={fetching} onClick={() => write({ ...here, params }, here.id)}>
          {say("update", { name: here.name })}
        </Button>
      )}
      {here?.mayDelete && (
        <details className="relative">
          <summary className={buttonClass("quiet", "field")}>{say("edit.open", { name: here.name })}</summary>
          <ViewForm
            key={here.id}
            about={here.isMine ? here : null}
            submitWord={say("edit.submit")}
            isBusy={fetching}
            onSubmit={(about) => write({ ...about, params: here.params }, here.id)}
          >
            <Button size="field" onClick={() => drop(here)}>
              {say("edit.remove")}
            </Button>
          </ViewForm>
        </details>
      )}
      {gone === null && (here === null || isElse) && (
        <details className="relative">
          <summary className={buttonClass("quiet", "field")}>{say("save.open")}</summary>
          <ViewForm
            about={{ name: "", sharedWith: null }}
            submitWord={say("save.submit")}
            isBusy={fetching}
            onSubmit={(about) => write({ ...about, params }, null)}
          >
            {isSearched && <p className="text-xs text-ink-soft">{say("save.noSearch")}</p>}
          </ViewForm>
        </details>
      )}
      {problem !== null && <Notice tone="problem">{problem}</Notice>}
      {gone !== null && (
        <Notice tone="ok">
          <span className="inline-flex flex-wrap items-center gap-2">
            {say("edit.removed", { name: gone.name })}
            <UndoButton undo={() => putBack(gone)} />
          </span>
        </Notice>
      )}
    </div>
  );
}

interface ViewActsProps {
  list: "ORDERS" | "VALIDATES" | "EXCHANGES" | "ISSUES";
  /** What the list shows, as a view keeps it. */
  params: string;
  /** The view that is open. */
  here: SavedView | null;
  isSearched: boolean;
}
