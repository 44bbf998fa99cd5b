"use client";

import { TEXT_MAX } from "@parley/limits";
import { useWords } from "@parley/words/react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { Field } from "@/components/controls/field.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { TimezoneField } from "@/components/store/timezone-field.tsx";
import { useMutation } from "@/graphql/use-ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { changeStore } from "../change-store.graphql.ts";
import type { Store } from "../store.graphql.ts";

/** What people are told of a store, and the clock by which its menu opens. */
export function EditStore({ store }: { store: Store }) {
  const say = useWords("stores");
  const router = useRouter();
  const writeFailure = useWriteFailure();
  const [{ fetching }, send] = useMutation(changeStore);
  /** The store as it was when the form was opened: a change meanwhile is a conflict. */
  const [seen, setSeen] = useState<Store | null>(null);
  const [told, setTold] = useState<{ tone: "ok" | "wait" | "problem"; words: string } | null>(null);

  async function change(given: GivenFacts) {
    if (seen === null) return;
    const { data, error } = await send({
      input: { locationId: seen.id, expectedVersion: seen.version, ...given },
    });
    router.refresh();
    const result = data?.changeStore;
    if (result?.__typename === "StoreChange") {
      setSeen(null);
      const doubt = result.zoneDoubt;
      setTold(doubt === null ? { tone: "ok", words: say("edit.done") } : { tone: "wait", words: doubt });
      return;
    }
    setTold({ tone: "problem", words: result?.message ?? writeFailure(error) });
    if (result?.code === "CONFLICT") setSeen(null);
  }

  function ask(about: Store | null) {
    setSeen(about);
    setTold(null);
  }

  return (
    <div className="flex flex-col items-start gap-3">
      {told !== null && <Notice tone={told.tone}>{told.words}</Notice>}
      {seen === null ? (
        <>
          <p data-name="" className="max-w-prose text-ink-soft wrap-anywhere">
            {[store.name, store.address, store.phone, store.timezone].filter((part) => part).join(" · ")}
          </p>
          <Button size="form" onClick={() => ask(store)}>
            {say("edit.act")}
          </Button>
        </>
      ) : (
        <EditForm store={seen} isWriting={fetching} change={change} cancel={() => ask(null)} />
      )}
    </div>
  );
}

interface GivenFacts {
  name: string;
  address: string;
  phone: string;
  timezone: string;
}

function EditForm({ store, isWriting, change, cancel }: EditFormProps) {
  const say = useWords("stores");
  const [given, setGiven] = useState<GivenFacts>({
    name: store.name,
    address: store.address,
    phone: store.phone ?? "",
    timezone: store.timezone,
  });
  const field = (name: keyof GivenFacts) => ({
    label: say(`edit.${name}`),
    value: given[name],
    autoComplete: "off",
    onChange: ({ target }: { target: HTMLInputElement }) => setGiven({ ...given, [name]: target.value }),
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    void change(given);
  }

  return (
    <form onSubmit={submit} className="flex w-full max-w-prose flex-col gap-3">
      <Field {...field("name")} required autoFocus maxLength={TEXT_MAX.name} />
      <Field {...field("address")} maxLength={TEXT_MAX.addressLine} />
      <Field {...field("phone")} hint={say("edit.phoneHint")} type="tel" maxLength={TEXT_MAX.phone} />
      <TimezoneField value={given.timezone} onChange={field("timezone").onChange} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" size="form" disabled={isWriting} aria-busy={isWriting}>
          {say("edit.confirm")}
        </Button>
        <Button look="quiet" size="form" onClick={cancel}>
          {say("edit.cancel")}
        </Button>
      </div>
    </form>
  );
}

interface EditFormProps {
  store: Store;
  isWriting: boolean;
  change: (given: GivenFacts) => Promise<void>;
  cancel: () => void;
}
