"use client";

import { TEXT_MAX } from "@parley/limits";
import { useWords } from "@parley/words/react";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { Field } from "@/components/controls/field.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { useMutation } from "@/graphql/use-ask.ts";
import { changeOwnName } from "../me.graphql.ts";
import { useOwnWrite } from "../use-own-write.ts";

/** Changes one's own name, by which others see who did something. */
export function NameForm({ name: before, version }: { name: string; version: number }) {
  const say = useWords("people");
  const { told, tell } = useOwnWrite();
  const [{ fetching }, change] = useMutation(changeOwnName);
  const [name, setName] = useState(before);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const { data, error } = await change({ input: { expectedVersion: version, name } });
    tell(data?.changeOwnName, error, say("me.nameDone"));
  }

  return (
    <form method="post" onSubmit={submit} className="flex max-w-prose flex-col items-start gap-3">
      {told !== null && <Notice tone={told.tone}>{told.words}</Notice>}
      <div className="w-full">
        <Field
          label={say("me.yourName")}
          hint={say("me.nameHint")}
          value={name}
          required
          maxLength={TEXT_MAX.name}
          autoComplete="name"
          onChange={({ target }) => setName(target.value)}
        />
      </div>
      <Button type="submit" size="form" disabled={fetching || name === before} aria-busy={fetching}>
        {say("roles.save")}
      </Button>
    </form>
  );
}
