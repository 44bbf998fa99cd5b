"use client";

import { useWords } from "@parley/words/react";
import { type FormEvent, useRef, useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { Field, inputClass } from "@/components/controls/field.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { type MappingKind, type Targets, targetLabel } from "../mapping.ts";
import { useMappingWrites } from "../use-mapping-writes.ts";

/** Maps an id that PAR announced and has not sent yet. */
export function AddMapping({ connections, targets }: AddMappingProps) {
  const say = useWords("mappings");
  const dialog = useRef<HTMLDialogElement>(null);
  const writes = useMappingWrites();
  const [kind, setKind] = useState<MappingKind>("LOCATION");
  const [failure, setFailure] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    const text = (name: string) => String(fields.get(name) ?? "").trim();
    setPending(true);
    const answer = await writes.set({
      kind,
      connectionId: text("connection"),
      parId: text("parId"),
      targetId: text("target"),
      expectedVersion: null,
    });
    setPending(false);
    if (answer.kind === "refused") return setFailure(answer.message);
    setFailure(null);
    form.reset();
    dialog.current?.close();
  }

  return (
    <>
      <Button size="field" onClick={() => dialog.current?.showModal()}>
        {say("add.title")}
      </Button>
      <dialog
        ref={dialog}
        aria-labelledby="add-mapping-title"
        className="w-md max-w-[calc(100vw-2rem)] rounded-xl border bg-surface p-4 shadow-float"
      >
        <h2 id="add-mapping-title" className="text-lg font-semibold">
          {say("add.title")}
        </h2>
        <form onSubmit={submit} className="mt-3 flex flex-col gap-3">
          <fieldset className="flex gap-4">
            <legend className="sr-only">{say("add.kind")}</legend>
            {(["LOCATION", "ORGANIZATION"] as const).map((each) => (
              <label key={each} className="flex items-center gap-1.5">
                <input
                  type="radio"
                  name="kind"
                  checked={kind === each}
                  onChange={() => setKind(each)}
                  className="size-4 accent-accent"
                />
                {say(`add.kinds.${each}`)}
              </label>
            ))}
          </fieldset>
          <label className="block">
            <span className="mb-1 block font-medium">{say("add.connection")}</span>
            <select name="connection" required className={inputClass}>
              {connections.map((connection) => (
                <option key={connection.id} value={connection.id}>
                  {connection.name}
                </option>
              ))}
            </select>
          </label>
          <Field
            label={say("add.parId")}
            name="parId"
            required
            autoComplete="off"
            spellCheck={false}
            hint={say("add.parIdHint")}
          />
          <label className="block">
            <span className="mb-1 block font-medium">{say(`add.target.${kind}`)}</span>
            <select key={kind} name="target" required className={inputClass}>
              {targets[kind].map((target) => (
                <option key={target.id} value={target.id}>
                  {targetLabel(target)}
                </option>
              ))}
            </select>
          </label>
          {failure && <Notice tone="problem">{failure}</Notice>}
          <div className="flex justify-end gap-2">
            <Button look="quiet" onClick={() => dialog.current?.close()}>
              {say("acts.cancel")}
            </Button>
            <Button type="submit" look="primary" disabled={isPending} aria-busy={isPending}>
              {say("add.add")}
            </Button>
          </div>
        </form>
      </dialog>
    </>
  );
}

interface AddMappingProps {
  connections: readonly { id: string; name: string }[];
  targets: Targets;
}
