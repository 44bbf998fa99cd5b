"use client";

import { TEXT_MAX } from "@parley/limits";
import { useWords } from "@parley/words/react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { Field } from "@/components/controls/field.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { useMutation } from "@/graphql/use-ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { type RolloutCandidate, startRollout } from "../rollouts.graphql.ts";

const MINUTES = { usual: 15, max: 1440 };
const RISE = { usual: 5, max: 50 };

/** Ticks stores that are held while a newer version waits, and starts a rollout of them. */
export function RolloutForm({ stores }: { stores: readonly RolloutCandidate[] }) {
  const say = useWords("rollouts");
  const writeFailure = useWriteFailure();
  const router = useRouter();
  const [{ fetching: isBusy }, start] = useMutation(startRollout);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [waves, setWaves] = useState("");
  const [minutes, setMinutes] = useState(String(MINUTES.usual));
  const [rise, setRise] = useState(String(RISE.usual));
  const [failure, setFailure] = useState<string | null>(null);
  const count = ticked.size;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (isBusy) return;
    if (count === 0) return setFailure(say("form.chooseFirst"));
    const counts = waves.split(/[\s,]+/).filter((part) => part !== "");
    const { data, error } = await start({
      input: {
        storeIds: stores.filter(({ id }) => ticked.has(id)).map(({ id }) => id),
        // What is no whole number is refused as no count.
        waves: counts.length === 0 ? null : counts.map((part) => (/^\d{1,6}$/.test(part) ? Number(part) : 0)),
        minutes: Number(minutes),
        rise: Number(rise),
      },
    });
    const answer = data?.startMenuRollout;
    if (answer?.__typename === "MenuRollout") return router.push(`/menus/rollouts/${answer.id}`);
    setFailure(answer !== undefined && "message" in answer ? answer.message : writeFailure(error));
  }

  function tick(id: string, isOn: boolean) {
    setTicked(
      new Set(stores.map((store) => store.id).filter((each) => (each === id ? isOn : ticked.has(each)))),
    );
  }

  return (
    <form onSubmit={submit} className="grid items-start gap-3 lg:grid-cols-[3fr_2fr]">
      <Panel title={say("form.stores")}>
        <div className="flex gap-2 border-b px-3 py-2">
          <Button size="row" onClick={() => setTicked(new Set(stores.map(({ id }) => id)))}>
            {say("form.all")}
          </Button>
          <Button size="row" onClick={() => setTicked(new Set())}>
            {say("form.clear")}
          </Button>
        </div>
        <ul>
          {stores.map(({ id, name, code, brand, menuPin }) => (
            <li key={id} className="border-b last:border-b-0">
              <label className="flex items-baseline gap-3 px-3 py-2">
                <input
                  type="checkbox"
                  checked={ticked.has(id)}
                  onChange={(event) => tick(id, event.target.checked)}
                />
                <span className="min-w-0 grow">
                  <span className="font-medium" data-name="">
                    {name}
                  </span>{" "}
                  <span className="text-ink-faint" data-name="">
                    {code}
                  </span>
                  <span className="block text-ink-soft text-sm" data-name="">
                    {say("form.waits", { brand: brand.name, reason: menuPin?.reason ?? "" })}
                  </span>
                </span>
              </label>
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title={say("form.name")}>
        <div className="flex flex-col gap-3 p-3">
          <Field
            label={say("form.waves")}
            hint={say("form.wavesHint")}
            value={waves}
            onChange={(event) => setWaves(event.target.value)}
            maxLength={TEXT_MAX.numbers}
            autoComplete="off"
          />
          <Field
            label={say("form.minutes")}
            type="number"
            min={1}
            max={MINUTES.max}
            required
            value={minutes}
            onChange={(event) => setMinutes(event.target.value)}
          />
          <Field
            label={say("form.rise")}
            type="number"
            min={0}
            max={RISE.max}
            required
            value={rise}
            onChange={(event) => setRise(event.target.value)}
          />
          {failure && (
            <p role="alert" className="text-problem">
              {failure}
            </p>
          )}
          <div>
            <Button type="submit" look="primary" size="form" aria-busy={isBusy}>
              {isBusy ? say("act.going") : say("form.start", { stores: count })}
            </Button>
          </div>
        </div>
      </Panel>
    </form>
  );
}
