"use client";

import { TEXT_MAX } from "@parley/limits";
import { useWords } from "@parley/words/react";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { Field } from "@/components/controls/field.tsx";
import { UndoButton } from "@/components/controls/undo-button.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { draftsOf, type GrantDraft, toInput } from "@/components/person/grants.ts";
import { GrantsEditor } from "@/components/person/grants-editor.tsx";
import type { Administered } from "@/components/person/person.graphql.ts";
import type { FullPerson } from "../person.graphql.ts";
import { usePersonWrites } from "../use-person-writes.ts";

/** Changes a person's name and all that they may do; a change is undone by the one before. */
export function PersonRoles({ person, administered }: { person: FullPerson; administered: Administered }) {
  const say = useWords("people");
  const { told, isWriting, change } = usePersonWrites();
  /** As the person was when the form was opened: a change meanwhile is a conflict. */
  const [seen, setSeen] = useState<FullPerson | null>(null);
  const [before, setBefore] = useState<{ person: FullPerson; version: number } | null>(null);

  async function save(to: { name: string; grants: GrantDraft[] }) {
    if (seen === null) return;
    const input = { operatorId: seen.id, expectedVersion: seen.version };
    const given = { ...input, name: to.name, grants: to.grants.map(toInput) };
    const outcome = await change(given, say("roles.saved", { name: to.name }));
    if (outcome.kind === "refused") return;
    setBefore(outcome.kind === "done" ? { person: seen, version: outcome.version } : null);
    setSeen(null);
  }

  async function undo(): Promise<string | null> {
    if (before === null) return null;
    const { id: operatorId, name, grants } = before.person;
    const input = {
      operatorId,
      expectedVersion: before.version,
      name,
      grants: draftsOf(grants).map(toInput),
    };
    const outcome = await change(input, say("roles.undone", { name }));
    setBefore(null);
    return outcome.kind === "done" ? null : outcome.message;
  }

  return (
    <div className="flex flex-col items-start gap-3">
      {told !== null && (
        <Notice tone={told.isDone ? "ok" : "problem"}>
          {told.words} {told.isDone && before !== null && <UndoButton undo={undo} />}
        </Notice>
      )}
      {seen === null ? (
        <Button size="form" onClick={() => setSeen(person)}>
          {say("roles.open")}
        </Button>
      ) : (
        <RolesForm
          person={seen}
          administered={administered}
          isWriting={isWriting}
          save={save}
          cancel={() => setSeen(null)}
        />
      )}
    </div>
  );
}

function RolesForm({ person, administered, isWriting, save, cancel }: RolesFormProps) {
  const say = useWords("people");
  const [name, setName] = useState(person.name);
  const [grants, setGrants] = useState(() => draftsOf(person.grants));

  function submit(event: FormEvent) {
    event.preventDefault();
    void save({ name, grants });
  }

  return (
    <form onSubmit={submit} className="flex w-full max-w-prose flex-col gap-3">
      <Field
        label={say("name")}
        value={name}
        required
        autoFocus
        maxLength={TEXT_MAX.name}
        autoComplete="off"
        onChange={({ target }) => setName(target.value)}
      />
      <GrantsEditor administered={administered} value={grants} onChange={setGrants} />
      <p className="text-xs text-ink-soft">{say("roles.hint")}</p>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" size="form" disabled={isWriting} aria-busy={isWriting}>
          {say("roles.save")}
        </Button>
        <Button look="quiet" size="form" onClick={cancel}>
          {say("cancel")}
        </Button>
      </div>
    </form>
  );
}

interface RolesFormProps {
  person: FullPerson;
  administered: Administered;
  isWriting: boolean;
  save: (to: { name: string; grants: GrantDraft[] }) => Promise<void>;
  cancel: () => void;
}
