"use client";

import { generatePassword, TEXT_MAX } from "@parley/limits";
import { useWords } from "@parley/words/react";
import Link from "next/link";
import { type FormEvent, useState } from "react";
import { useMutation } from "urql";
import { createOperator, inviteOperator } from "@/app/(console)/settings/people/people.graphql.ts";
import { Button, buttonClass } from "@/components/controls/button.tsx";
import { Field } from "@/components/controls/field.tsx";
import { RadioField } from "@/components/controls/radio-field.tsx";
import { ShownOnce } from "@/components/controls/shown-once.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { type GrantDraft, placeFor, toInput } from "@/components/person/grants.ts";
import { GrantsEditor } from "@/components/person/grants-editor.tsx";
import type { Administered } from "@/components/person/person.graphql.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";

/** How somebody comes in first: by a link, or with a password that is handed over. */
type Way = "link" | "password";

interface Added {
  id: string;
  name: string;
  email: string;
  way: Way;
  /** The link, or the password. */
  secret: string;
}

/** Adds somebody, with a link by which they choose a password or with one that is made here; either is shown this once. */
export function PersonForm({ administered }: { administered: Administered }) {
  const say = useWords("people");
  const writeFailure = useWriteFailure();
  const [{ fetching: isCreating }, create] = useMutation(createOperator);
  const [{ fetching: isInviting }, invite] = useMutation(inviteOperator);
  const fetching = isCreating || isInviting;
  const [way, setWay] = useState<Way>("link");
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [grants, setGrants] = useState<GrantDraft[]>([
    { key: 0, role: "VIEWER", place: placeFor("VIEWER", "-", administered) },
  ]);
  const [problem, setProblem] = useState<string | null>(null);
  const [added, setAdded] = useState<Added | null>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const input = { name, email, grants: grants.map(toInput) };
    if (way === "link") {
      const { data, error } = await invite({ input });
      const result = data?.inviteOperator;
      if (result?.__typename !== "OperatorInvitation") setProblem(result?.message ?? writeFailure(error));
      else setAdded({ ...result.operator, way, secret: `${window.location.origin}${result.path}` });
      return;
    }
    const password = generatePassword();
    const { data, error } = await create({ input: { ...input, password } });
    const result = data?.createOperator;
    if (result?.__typename !== "Operator") setProblem(result?.message ?? writeFailure(error));
    else setAdded({ ...result, way, secret: password });
  }

  if (added !== null) {
    return (
      <div className="flex max-w-prose flex-col items-start gap-3">
        <ShownOnce
          told={
            added.way === "link"
              ? say("invite.done", { name: added.name })
              : say("add.done", { name: added.name, email: added.email })
          }
          label={say(added.way === "link" ? "invite.label" : "password.label")}
          secret={added.secret}
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
      <RadioField
        question={say("invite.how")}
        choices={[
          { choice: "link", words: say("invite.byLink") },
          { choice: "password", words: say("invite.byPassword") },
        ]}
        chosen={way}
        onChange={setWay}
      />
      {problem !== null && <Notice tone="problem">{problem}</Notice>}
      <div>
        <Button type="submit" look="primary" size="form" disabled={fetching} aria-busy={fetching}>
          {say(way === "link" ? "invite.act" : "add.act")}
        </Button>
        <p className="mt-2 text-xs text-ink-soft">{say(way === "link" ? "invite.hint" : "add.hint")}</p>
      </div>
    </form>
  );
}
