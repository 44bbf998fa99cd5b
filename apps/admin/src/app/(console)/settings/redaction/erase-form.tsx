"use client";

import { useWords } from "@parley/words/react";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { Field } from "@/components/controls/field.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { useMutation } from "@/graphql/use-ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { type Erasure, eraseGuest } from "./redaction.graphql.ts";

interface Guest {
  phone: string | null;
  email: string | null;
}

/** Erases one guest everywhere, once it was seen what there is of them. */
export function EraseForm() {
  const say = useWords("erasure");
  const writeFailure = useWriteFailure();
  const [{ fetching }, send] = useMutation(eraseGuest);
  const [seen, setSeen] = useState<{ guest: Guest; erasure: Erasure } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  async function ask(guest: Guest, dryRun: boolean) {
    const { data, error } = await send({ input: { ...guest, dryRun } });
    const result = data?.eraseGuest;
    const isErasure = result?.__typename === "GuestErasure";
    setProblem(isErasure ? null : (result?.message ?? writeFailure(error)));
    setSeen(isErasure ? { guest, erasure: result } : null);
  }

  async function look(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "").trim() || null;
    await ask({ phone: text("phone"), email: text("email") }, true);
  }

  return (
    <form method="post" onSubmit={look} className="flex flex-col gap-4">
      <p className="max-w-prose text-ink-soft">{say("sentence")}</p>
      <Field
        label={say("phone")}
        hint={say("phoneHint")}
        name="phone"
        type="tel"
        autoComplete="off"
        readOnly={seen !== null}
      />
      <Field label={say("email")} name="email" type="text" autoComplete="off" readOnly={seen !== null} />
      {problem !== null && <Notice tone="problem">{problem}</Notice>}
      {seen === null ? (
        <div>
          <Button type="submit" size="form" aria-busy={fetching}>
            {say(fetching ? "looking" : "look")}
          </Button>
        </div>
      ) : (
        <>
          <Report erasure={seen.erasure} />
          <div className="flex flex-wrap gap-2">
            {seen.erasure.isDryRun && seen.erasure.orders + seen.erasure.refusedCalls > 0 && (
              <Button look="primary" size="form" aria-busy={fetching} onClick={() => ask(seen.guest, false)}>
                {say("erase")}
              </Button>
            )}
            <Button size="form" onClick={() => setSeen(null)}>
              {say("back")}
            </Button>
          </div>
        </>
      )}
    </form>
  );
}

function Report({ erasure }: { erasure: Erasure }) {
  const say = useWords("erasure");
  const { isDryRun, orders, bodies, refusedCalls } = erasure;
  const remains = (["held", "notes", "views"] as const).filter((what) => erasure[what] > 0);
  if (orders + refusedCalls + erasure.views === 0) return <Notice tone="quiet">{say("nothing")}</Notice>;
  return (
    <Notice tone={isDryRun ? "quiet" : "ok"}>
      <p>{say(isDryRun ? "found" : "done")}</p>
      <ul className="mt-1 list-disc pl-5">
        <li>{say("orders", { count: isDryRun ? orders : orders - erasure.held })}</li>
        <li>{say("refusedCalls", { count: refusedCalls })}</li>
        <li>{say("bodies", { count: bodies })}</li>
      </ul>
      {remains.map((what) => (
        <p key={what} className="mt-1">
          {say(what, { count: erasure[what] })}
        </p>
      ))}
    </Notice>
  );
}
