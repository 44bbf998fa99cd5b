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

  async function ask(guest: Guest, dryRun: boolean, forms: readonly string[] | null) {
    const { data, error } = await send({ input: { ...guest, dryRun, forms: forms && [...forms] } });
    const result = data?.eraseGuest;
    const isErasure = result?.__typename === "GuestErasure";
    setProblem(isErasure ? null : (result?.message ?? writeFailure(error)));
    setSeen(isErasure ? { guest, erasure: result } : null);
  }

  async function look(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "").trim() || null;
    await ask({ phone: text("phone"), email: text("email") }, true, null);
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
          {seen.erasure.isDryRun && (
            <FormList
              forms={seen.erasure.forms}
              onChoose={(forms) => ask(seen.guest, true, forms)}
              isBusy={fetching}
            />
          )}
          <Report erasure={seen.erasure} />
          <div className="flex flex-wrap gap-2">
            {seen.erasure.isDryRun && countOf(seen.erasure) > 0 && (
              <Button
                look="primary"
                size="form"
                aria-busy={fetching}
                onClick={() => ask(seen.guest, false, chosenOf(seen.erasure.forms))}
              >
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

interface FormListProps {
  forms: Erasure["forms"];
  onChoose: (ids: string[]) => void;
  isBusy: boolean;
}

/** The numbers that were found, of which one may be somebody else's. */
function FormList({ forms, onChoose, isBusy }: FormListProps) {
  const say = useWords("erasure");
  if (forms.length === 0) return null;
  const chosen = chosenOf(forms);
  const toggle = (id: string) =>
    onChoose(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  return (
    <fieldset aria-busy={isBusy} className="flex flex-col gap-1.5">
      <legend className="font-medium">{say("forms")}</legend>
      <p className="max-w-prose text-xs text-ink-soft">{say("formsHint")}</p>
      {forms.map(({ id, masked, digits, orders, refusedCalls, isChosen }) => (
        <label key={id} className="flex items-baseline gap-2">
          <input type="checkbox" checked={isChosen} disabled={isBusy} onChange={() => toggle(id)} />
          <span>
            <span className="tabular-nums">{say("form", { masked, digits })}</span>{" "}
            <span className="text-xs text-ink-soft">{say("formOf", { orders, calls: refusedCalls })}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function chosenOf(forms: Erasure["forms"]): string[] {
  return forms.filter(({ isChosen }) => isChosen).map(({ id }) => id);
}

/** How much there is that is erased now or later. */
function countOf({ orders, refusedCalls, heldCalls }: Erasure): number {
  return orders + refusedCalls + heldCalls;
}

function Report({ erasure }: { erasure: Erasure }) {
  const say = useWords("erasure");
  const { isDryRun, orders, bodies, refusedCalls } = erasure;
  const remains = (["held", "heldCalls", "answers", "notes", "views"] as const).filter(
    (what) => erasure[what] > 0,
  );
  if (countOf(erasure) + erasure.views === 0 && erasure.forms.some(({ isChosen }) => !isChosen))
    return <Notice tone="quiet">{say("noneChosen")}</Notice>;
  if (countOf(erasure) + erasure.views === 0) return <Notice tone="quiet">{say("nothing")}</Notice>;
  const isAllLater = orders - erasure.held + refusedCalls + bodies === 0;
  const erased = isAllLater
    ? ({ tone: "wait", word: "later" } as const)
    : ({ tone: "ok", word: "done" } as const);
  const { tone, word } = isDryRun ? ({ tone: "quiet", word: "found" } as const) : erased;
  return (
    <Notice tone={tone}>
      <p>{say(word)}</p>
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
