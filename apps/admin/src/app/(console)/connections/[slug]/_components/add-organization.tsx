"use client";

import { TEXT_MAX } from "@parley/limits";
import { useWords } from "@parley/words/react";
import { type FormEvent, useId, useState } from "react";
import { useMappingWrites } from "@/app/(console)/mappings/use-mapping-writes.ts";
import { Button } from "@/components/controls/button.tsx";
import { Field, inputClass } from "@/components/controls/field.tsx";
import { UndoButton } from "@/components/controls/undo-button.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import type { ServableBrand } from "../connection.graphql.ts";

/** What came of the last id: the mapping that was made, or why there is none. */
type Told = { words: string; mappingId: string | null };

/** Maps an id that PAR gave an organization to the brand that it means, as the page of the mappings does. */
export function AddOrganization({ connectionId, brands }: AddOrganizationProps) {
  const say = useWords("connection");
  const writes = useMappingWrites();
  const brandField = useId();
  const [parId, setParId] = useState("");
  const [brandId, setBrandId] = useState(brands[0]?.id ?? "");
  const [isPending, setPending] = useState(false);
  const [told, setTold] = useState<Told | null>(null);

  async function add(event: FormEvent) {
    event.preventDefault();
    setPending(true);
    const answer = await writes.set({
      kind: "ORGANIZATION",
      connectionId,
      parId: parId.trim(),
      targetId: brandId,
      expectedVersion: null,
    });
    setPending(false);
    if (answer.kind === "refused") return setTold({ words: answer.message, mappingId: null });
    const { id, target } = answer.mapping;
    setTold({ words: say("serves.done", { parId: parId.trim(), brand: target.name }), mappingId: id });
    setParId("");
  }

  async function undo(mappingId: string): Promise<string | null> {
    const answer = await writes.undo(mappingId);
    if (answer.kind === "refused") return answer.message;
    setTold(null);
    return null;
  }

  return (
    <form onSubmit={add} className="flex max-w-prose flex-col gap-3">
      {told !== null && (
        <Notice tone={told.mappingId === null ? "problem" : "ok"}>
          <span className="wrap-anywhere">{told.words}</span>{" "}
          {told.mappingId !== null && <UndoButton undo={() => undo(told.mappingId ?? "")} />}
        </Notice>
      )}
      <Field
        label={say("serves.parId")}
        hint={say("serves.parIdHint")}
        value={parId}
        required
        maxLength={TEXT_MAX.id}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => setParId(target.value)}
      />
      <div>
        <label htmlFor={brandField} className="mb-1 block font-medium">
          {say("serves.brand")}
        </label>
        <select
          id={brandField}
          className={inputClass}
          value={brandId}
          required
          onChange={({ target }) => setBrandId(target.value)}
        >
          {brands.map(({ id, name, code }) => (
            <option key={id} value={id} data-name="">
              {name} ({code})
            </option>
          ))}
        </select>
      </div>
      <div>
        <Button type="submit" size="form" disabled={isPending} aria-busy={isPending}>
          {say("serves.add")}
        </Button>
      </div>
    </form>
  );
}

interface AddOrganizationProps {
  connectionId: string;
  /** At least one. */
  brands: readonly ServableBrand[];
}
