"use client";

import { useWords } from "@parley/words/react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button, buttonClass } from "@/components/controls/button.tsx";
import { Field, inputClass } from "@/components/controls/field.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { Answer } from "@/components/test-call/answer.tsx";
import { randomOrderQuery, sendTestCall, type TestCall } from "@/components/test-call/test-call.graphql.ts";
import { ask } from "@/graphql/ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import type { TestStore } from "../connection.graphql.ts";

const operations = ["MENU", "VALIDATE", "SUBMIT"] as const;
const faults = ["NONE", "WRONG_DIGEST", "EXPIRED_TOKEN"] as const;

/** Sends one call as PAR by a connection, to one of its stores, and shows what PAR would get. */
export function TryConnection({
  connectionId,
  stores,
}: {
  connectionId: string;
  stores: readonly TestStore[];
}) {
  const say = useWords("connection");
  const words = useWords("simulator");
  const router = useRouter();
  const writeFailure = useWriteFailure();
  const [fetching, setFetching] = useState(false);
  const [code, setCode] = useState(stores[0]?.code ?? "");
  const [operation, setOperation] = useState<(typeof operations)[number]>("MENU");
  const [fault, setFault] = useState<(typeof faults)[number]>("NONE");
  const [confirmLive, setConfirmLive] = useState("");
  const [call, setCall] = useState<TestCall | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const store = stores.find((each) => each.code === code || each.id === code);
  const isLive = store !== undefined && !store.isTest;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (store === undefined) return setFailure(say("try.noStore"));
    setFetching(true);
    const lines = operation === "MENU" ? null : await orderFrom(store.id);
    const { data, error } = await ask(sendTestCall, {
      input: {
        connectionId,
        locationId: store.id,
        operation,
        lines,
        // A menu is asked for without a signature.
        fault: operation === "MENU" && fault === "WRONG_DIGEST" ? "NONE" : fault,
        confirmLive: isLive ? confirmLive : null,
      },
    });
    setFetching(false);
    const result = data?.sendTestCall;
    const isAnswered = result?.__typename === "TestCall";
    setCall(isAnswered ? result : null);
    setFailure(isAnswered ? null : (result?.message ?? writeFailure(error)));
    router.refresh();
  }

  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <form onSubmit={(event) => void submit(event)} className="flex max-w-prose flex-col gap-3">
        <p className="text-ink-soft">{say("try.what")}</p>
        <div>
          <label htmlFor="try-store" className="mb-1 block font-medium">
            {words("store.label")}
          </label>
          <input
            id="try-store"
            list="try-stores"
            required
            autoComplete="off"
            value={code}
            onChange={({ target }) => setCode(target.value)}
            className={inputClass}
          />
          <datalist id="try-stores">
            {stores.map(({ id, code: each, name, isTest }) => (
              <option key={id} value={each}>
                {isTest ? `${name} · ${words("store.test")}` : name}
              </option>
            ))}
          </datalist>
          {store !== undefined && (
            <p className="mt-1 text-xs text-ink-faint">
              <span data-name="">{store.name}</span> · {words(isLive ? "store.liveStore" : "store.test")}
            </p>
          )}
        </div>
        <Choice
          id="try-call"
          label={words("operation.label")}
          value={operation}
          options={operations.map((each) => [each, words(`operation.${each}`)] as const)}
          onChange={setOperation}
        />
        <Choice
          id="try-fault"
          label={words("fault.title")}
          value={fault}
          options={faults
            .filter((each) => each !== "WRONG_DIGEST" || operation !== "MENU")
            .map((each) => [each, words(`fault.${each}.name`)] as const)}
          onChange={setFault}
        />
        {isLive && operation === "SUBMIT" && <Notice tone="problem">{words("store.live")}</Notice>}
        {isLive && (
          <Field
            label={words("store.confirm", { code: store.code })}
            value={confirmLive}
            required
            autoComplete="off"
            onChange={({ target }) => setConfirmLive(target.value)}
          />
        )}
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="primary" size="form" disabled={fetching} aria-busy={fetching}>
            {words(fetching ? "sending" : "send")}
          </Button>
          {store !== undefined && (
            <Link href={`/simulator?store=${store.code}`} className={buttonClass("quiet", "form")}>
              {say("try.more")}
            </Link>
          )}
        </div>
      </form>
      <div className="flex min-w-0 flex-col gap-3">
        {failure !== null && <Notice tone="problem">{failure}</Notice>}
        {call !== null && <Answer call={call} />}
        {call?.exchangeId && (
          <p>
            <Link href={`/exchanges/${call.exchangeId}`} className="text-accent underline">
              {words("trace.call")}
            </Link>
          </p>
        )}
      </div>
    </div>
  );
}

/** What a guest might order there; null where it has no menu. */
async function orderFrom(id: string) {
  const { data } = await ask(randomOrderQuery, { id });
  return (
    data?.location?.randomTestOrder?.map(({ itemId, priceLevelId, quantity, modifiers }) => ({
      ...{ itemId, priceLevelId, quantity },
      modifiers: modifiers.map(({ id: modifierId, quantity: count }) => ({
        id: modifierId,
        quantity: count,
      })),
    })) ?? null
  );
}

function Choice<Value extends string>({ id, label, value, options, onChange }: ChoiceProps<Value>) {
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-medium">
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={({ target }) => {
          const chosen = options.find(([each]) => each === target.value);
          if (chosen !== undefined) onChange(chosen[0]);
        }}
        className={inputClass}
      >
        {options.map(([each, words]) => (
          <option key={each} value={each}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}

interface ChoiceProps<Value extends string> {
  id: string;
  label: string;
  value: Value;
  options: readonly (readonly [Value, string])[];
  onChange: (value: Value) => void;
}
