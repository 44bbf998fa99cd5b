"use client";

import { generatePassword, TEXT_MAX } from "@parley/limits";
import { languageNames } from "@parley/words/language";
import { useLanguage, useWords } from "@parley/words/react";
import Link from "next/link";
import { type FormEvent, useId, useState } from "react";
import { createOperator, inviteOperator } from "@/app/(console)/settings/people/people.graphql.ts";
import { Button, buttonClass } from "@/components/controls/button.tsx";
import { Field, inputClass } from "@/components/controls/field.tsx";
import { RadioField } from "@/components/controls/radio-field.tsx";
import { ShownOnce } from "@/components/controls/shown-once.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { type GrantDraft, placeFor, toInput } from "@/components/person/grants.ts";
import { GrantsEditor } from "@/components/person/grants-editor.tsx";
import { LinkShown, type MadeLink } from "@/components/person/link-shown.tsx";
import type { Administered } from "@/components/person/person.graphql.ts";
import { useMutation } from "@/graphql/use-ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";

/** How somebody comes in first: by a link that is sent or handed over, or with a password that is handed over. */
type Way = "email" | "link" | "password";

interface Added {
  id: string;
  name: string;
  email: string;
  /** The link, or the password. */
  secret: MadeLink | string;
}

const ACT = { email: "invite.send", link: "invite.act", password: "add.act" } as const;
const HINT = { email: "invite.sendHint", link: "invite.hint", password: "add.hint" } as const;

/** Adds somebody, with a link by which they choose a password or with one that is made here; either is shown this once. */
export function PersonForm({ administered, sendsMail }: { administered: Administered; sendsMail: boolean }) {
  const say = useWords("people");
  const writeFailure = useWriteFailure();
  const [{ fetching: isCreating }, create] = useMutation(createOperator);
  const [{ fetching: isInviting }, invite] = useMutation(inviteOperator);
  const fetching = isCreating || isInviting;
  const [way, setWay] = useState<Way>(sendsMail ? "email" : "link");
  const [language, setLanguage] = useState<"EN" | "ES">(useLanguage() === "es" ? "ES" : "EN");
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
    if (way !== "password") {
      const sent = way === "email" ? { byEmail: true, language } : {};
      const { data, error } = await invite({ input: { ...input, ...sent } });
      const result = data?.inviteOperator;
      if (result?.__typename !== "OperatorInvitation") setProblem(result?.message ?? writeFailure(error));
      else {
        const { path, delivery, operator } = result;
        setAdded({ ...operator, secret: { url: `${window.location.origin}${path}`, delivery } });
      }
      return;
    }
    const password = generatePassword();
    const { data, error } = await create({ input: { ...input, password } });
    const result = data?.createOperator;
    if (result?.__typename !== "Operator") setProblem(result?.message ?? writeFailure(error));
    else setAdded({ ...result, secret: password });
  }

  if (added !== null) {
    return (
      <div className="flex max-w-prose flex-col items-start gap-3">
        {typeof added.secret === "string" ? (
          <ShownOnce
            told={say("add.done", { name: added.name, email: added.email })}
            label={say("password.label")}
            copy={say("password.copy")}
            secret={added.secret}
          />
        ) : (
          <LinkShown link={added.secret} name={added.name} email={added.email} />
        )}
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
          ...(sendsMail ? [{ choice: "email" as const, words: say("invite.byEmail") }] : []),
          { choice: "link", words: say("invite.byLink") },
          { choice: "password", words: say("invite.byPassword") },
        ]}
        chosen={way}
        onChange={setWay}
      />
      {way === "email" && <LanguageField value={language} onChange={setLanguage} />}
      {problem !== null && <Notice tone="problem">{problem}</Notice>}
      <div>
        <Button type="submit" look="primary" size="form" disabled={fetching} aria-busy={fetching}>
          {say(ACT[way])}
        </Button>
        <p className="mt-2 text-xs text-ink-soft">{say(HINT[way])}</p>
      </div>
    </form>
  );
}

/** What the e-mail is written in, and the admin until they choose. */
function LanguageField({ value, onChange }: { value: "EN" | "ES"; onChange: (to: "EN" | "ES") => void }) {
  const say = useWords("people");
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-medium">
        {say("me.language")}
      </label>
      <select
        id={id}
        className={inputClass}
        value={value}
        onChange={({ target }) => onChange(target.value === "ES" ? "ES" : "EN")}
      >
        <option value="EN" lang="en">
          {languageNames.en}
        </option>
        <option value="ES" lang="es">
          {languageNames.es}
        </option>
      </select>
      <p className="mt-1 text-xs text-ink-soft">{say("invite.languageHint")}</p>
    </div>
  );
}
