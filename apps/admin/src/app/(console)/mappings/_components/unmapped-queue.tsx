"use client";

import { useWords } from "@parley/words/react";
import { useEffect, useRef, useState } from "react";
import { UndoButton } from "@/components/controls/undo-button.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { singleKeysOn } from "@/components/shell/single-keys.ts";
import { type Mapping, type Target, targetLabel } from "../mapping.ts";
import type { Unmapped } from "../mappings.graphql.ts";
import { useMappingWrites } from "../use-mapping-writes.ts";
import { Rechecked } from "./rechecked.tsx";
import { UnmappedItem } from "./unmapped-item.tsx";

/**
 * Ids that PAR sent and nothing is mapped to. `a` (or Enter on the button) accepts what is chosen in the row that has
 * the focus, saves, and goes on to the next; the last one saved can be taken back.
 */
export function UnmappedQueue({ queue, mayEdit, now }: UnmappedQueueProps) {
  const say = useWords("mappings");
  const writes = useMappingWrites();
  const list = useRef<HTMLUListElement>(null);
  const [saved, setSaved] = useState<{ mapping: Mapping; itemId: string } | null>(null);
  const [focusAt, setFocusAt] = useState<number | null>(null);
  const [taken, setTaken] = useState<readonly string[]>([]);
  // The page is read again after each save; until then the id that was just mapped must not be offered twice.
  const open = queue.filter(({ item }) => !taken.includes(item.id));

  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key !== "a" || event.ctrlKey || event.metaKey || event.altKey || !singleKeysOn()) return;
      if (event.target instanceof HTMLElement && event.target.matches("input, textarea, select")) return;
      if (document.querySelector("dialog[open]")) return;
      // Without a row in focus it accepts nothing: nobody has looked at what it would save.
      const focused = acceptButtons(list.current).find((button) =>
        button.closest("li")?.contains(document.activeElement),
      );
      focused?.click();
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);

  useEffect(() => {
    if (focusAt === null) return;
    // The row that was saved is gone, and the next one stands in its place.
    const buttons = acceptButtons(list.current);
    buttons[Math.min(focusAt, buttons.length - 1)]?.focus();
    setFocusAt(null);
  }, [focusAt]);

  async function accept(item: Unmapped, targetId: string): Promise<string | null> {
    const answer = await writes.set({
      kind: item.kind,
      connectionId: item.connection.id,
      parId: item.parId,
      targetId,
      expectedVersion: null,
    });
    if (answer.kind === "refused") return answer.message;
    const at = open.findIndex((each) => each.item.id === item.id);
    setSaved({ mapping: answer.mapping, itemId: item.id });
    setTaken((ids) => [...ids, item.id]);
    setFocusAt(at);
    return null;
  }

  async function undo(mapping: Mapping): Promise<string | null> {
    const answer = await writes.undo(mapping.id);
    if (answer.kind === "refused") return answer.message;
    setSaved(null);
    setTaken([]);
    return null;
  }

  if (open.length === 0 && saved === null) return null;
  return (
    <div className="flex flex-col gap-2">
      {saved && (
        <Notice tone="ok">
          <div className="flex flex-wrap items-center justify-between gap-2">
            <span>
              {say.rich(open.length === 0 ? "queue.savedLast" : "queue.saved", {
                id: () => <code className="font-mono">{saved.mapping.parId}</code>,
                target: targetLabel(saved.mapping.target),
              })}
            </span>
            <UndoButton undo={() => undo(saved.mapping)} />
          </div>
        </Notice>
      )}
      {saved && <Rechecked key={saved.itemId} ids={[saved.itemId]} />}
      {open.length > 0 && (
        <Panel title={say("queue.title")} aside={mayEdit ? say("queue.keys") : undefined}>
          <ul ref={list}>
            {open.map(({ item, targets }) => (
              <UnmappedItem
                key={item.id}
                item={item}
                targets={targets}
                mayEdit={mayEdit}
                accept={(targetId) => accept(item, targetId)}
                now={now}
              />
            ))}
          </ul>
        </Panel>
      )}
    </div>
  );
}

interface UnmappedQueueProps {
  /** Each id, with all that it may be mapped to. */
  queue: readonly { item: Unmapped; targets: readonly Target[] }[];
  mayEdit: boolean;
  /** ISO 8601. */
  now: string;
}

function acceptButtons(list: HTMLElement | null): HTMLButtonElement[] {
  return [...(list?.querySelectorAll<HTMLButtonElement>("button[data-accept]") ?? [])];
}
