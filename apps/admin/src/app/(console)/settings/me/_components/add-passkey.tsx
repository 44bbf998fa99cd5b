"use client";

import { TEXT_MAX } from "@parley/limits";
import { useWords } from "@parley/words/react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { Field } from "@/components/controls/field.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { makePasskey } from "@/components/person/passkey.ts";
import { useMutation } from "@/graphql/use-ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { addPasskey, startPasskey } from "../me.graphql.ts";
import { ProofFields, proofIn } from "./proof-fields.tsx";

/** Asks who it is, has a device make a passkey, and keeps its public half. */
export function AddPasskey({
  hasSecondFactor,
  onDone,
}: {
  hasSecondFactor: boolean;
  onDone: (name: string) => void;
}) {
  const say = useWords("people");
  const router = useRouter();
  const writeFailure = useWriteFailure();
  const [, start] = useMutation(startPasskey);
  const [, add] = useMutation(addPasskey);
  const [isOpen, setOpen] = useState(false);
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  /** @returns why there is none; null where there is */
  async function make(form: HTMLFormElement, name: string): Promise<string | null> {
    const begun = await start({ input: proofIn(form) });
    const asked = begun.data?.startPasskey;
    if (asked?.__typename !== "PasskeyStart") return asked?.message ?? writeFailure(begun.error);
    const made = await makePasskey(asked);
    if (made === null) return say("passkey.notMade");
    const { data, error } = await add({ input: { name, ...made } });
    const result = data?.addPasskey;
    return result?.__typename === "Operator" ? null : (result?.message ?? writeFailure(error));
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const name = String(new FormData(form).get("name") ?? "").trim();
    setPending(true);
    const why = await make(form, name);
    setPending(false);
    setProblem(why);
    if (why !== null) return;
    setOpen(false);
    onDone(name);
    router.refresh();
  }

  if (!isOpen) {
    return (
      <Button size="form" onClick={() => setOpen(true)}>
        {say("passkey.open")}
      </Button>
    );
  }
  return (
    <form method="post" onSubmit={submit} className="flex w-full flex-col items-start gap-3">
      {problem !== null && <Notice tone="problem">{problem}</Notice>}
      <div className="w-full">
        <Field
          label={say("passkey.name")}
          hint={say("passkey.nameHint")}
          name="name"
          required
          autoFocus
          maxLength={TEXT_MAX.name}
          autoComplete="off"
        />
      </div>
      <ProofFields hasSecondFactor={hasSecondFactor} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" size="form" disabled={isPending} aria-busy={isPending}>
          {say("passkey.add")}
        </Button>
        <Button look="quiet" size="form" onClick={() => setOpen(false)}>
          {say("cancel")}
        </Button>
      </div>
    </form>
  );
}
