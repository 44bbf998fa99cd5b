"use client";

import { generatePassword, TEXT_MAX } from "@parley/limits";
import { useWords } from "@parley/words/react";
import Link from "next/link";
import { type FormEvent, useState } from "react";
import { useMutation } from "urql";
import { createOperator } from "@/app/(console)/settings/people/people.graphql.ts";
import { Button, buttonClass } from "@/components/controls/button.tsx";
import { Field } from "@/components/controls/field.tsx";
import { ShownOnce } from "@/components/controls/shown-once.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { type GrantDraft, placeFor, toInput } from "@/components/person/grants.ts";
import { GrantsEditor } from "@/components/person/grants-editor.tsx";
import type { Administered } from "@/components/person/person.graphql.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";

interface Added {
  id: string;
  name: string;
  email: string;
  password: string;
}

/** Adds somebody with a password that is made here and shown this once. */
export function PersonForm({ administered }: { administered: Administered }) {
  const say = useWords("people");
  const writeFailure = useWriteFailure();
  const [{ fetching }, create] = useMutation(createOperator);
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [grants, setGrants] = useState<GrantDraft[]>([
    { key: 0, role: "VIEWER", place: placeFor("VIEWER", "-", administered) },
  ]);
  const [problem, setProblem] = useState<string | null>(null);
  const [added, setAdded] = useState<Added | null>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const password = generatePassword();
    const { data, error } = await create({ input: { name, email, password, grants: grants.map(toInput) } });
    const result = data?.createOperator;
    const isAdded = result?.__typename === "Operator";
    setAdded(isAdded ? { id: result.id, name: result.name, email: result.email, password } : null);
    setProblem(isAdded ? null : (result?.message ?? writeFailure(error)));
  }

  if (added !== null) {
    return (
      <div className="flex max-w-prose flex-col items-start gap-3">
        <ShownOnce
          told={say("add.done", { name: added.name, email: added.email })}
          label={say("password.label")}
          secret={added.password}
        />
        <Link href={`/settings/people/${added.id}`} className={buttonClass("plain", "form")}>
          {say("add.toPerson", { name: added.name })}
        </Link>
      </div>
    );
  }
  return (
    <form method="post" onSubmit={submit} className="flex max-w-prose flex-col gap-4">
      <Field
        label={say("name")}
        value={name}
        required
        maxLength={TEXT_MAX.name}
        autoComplete="off"
        onChange={({ target }) => setName(target.value)}
      />
      <Field
        label={say("email")}
        hint={say("emailHint")}
        type="email"
        value={email}
        required
        autoComplete="off"
        onChange={({ target }) => setEmail(target.value)}
      />
      <GrantsEditor administered={administered} value={grants} onChange={setGrants} />
      {problem !== null && <Notice tone="problem">{problem}</Notice>}
      <div>
        <Button type="submit" look="primary" size="form" disabled={fetching} aria-busy={fetching}>
          {say("add.act")}
        </Button>
        <p className="mt-2 text-xs text-ink-soft">{say("add.hint")}</p>
      </div>
    </form>
  );
}
