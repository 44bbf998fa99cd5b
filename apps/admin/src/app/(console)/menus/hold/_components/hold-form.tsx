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
import { type HoldAnswers, type HoldableStore, holdMenus, releaseMenus } from "../hold.graphql.ts";
import { HoldTicks } from "./hold-ticks.tsx";

/** Ticks stores, and holds them or lets go of them; then says store by store what happened. */
export function HoldForm({ stores, now }: { stores: readonly HoldableStore[]; now: string }) {
  const say = useWords("versions");
  const writeFailure = useWriteFailure();
  const router = useRouter();
  const [{ fetching: isHolding }, hold] = useMutation(holdMenus);
  const [{ fetching: isReleasing }, release] = useMutation(releaseMenus);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [reason, setReason] = useState("");
  const [failure, setFailure] = useState<string | null>(null);
  const [answers, setAnswers] = useState<HoldAnswers | null>(null);
  const count = ticked.size;
  const isBusy = isHolding || isReleasing;
  const storeIds = () => stores.filter(({ id }) => ticked.has(id)).map(({ id }) => id);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (isBusy || count === 0) return;
    const { data, error } = await hold({ input: { storeIds: storeIds(), reason: reason.trim() } });
    tell(data?.holdMenus, error);
  }

  async function letGo() {
    if (isBusy || count === 0) return;
    const { data, error } = await release({ input: { storeIds: storeIds() } });
    tell(data?.releaseMenus, error);
  }

  function tell(
    answer: HoldAnswers | { __typename: string; message?: string } | undefined,
    error: Parameters<typeof writeFailure>[0],
  ) {
    router.refresh();
    if (answer !== undefined && "stores" in answer) {
      setFailure(null);
      return setAnswers(answer);
    }
    setFailure(answer?.message ?? writeFailure(error));
  }

  return (
    <form onSubmit={submit} className="grid items-start gap-3 lg:grid-cols-[3fr_2fr]">
      <HoldTicks stores={stores} now={now} ticked={ticked} onChange={setTicked} />
      <div className="flex flex-col gap-3">
        <Panel title={say("several.act")}>
          <div className="flex flex-col gap-3 p-3">
            <Field
              label={say("why")}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
              maxLength={TEXT_MAX.reason}
              autoComplete="off"
              hint={say("whyHelp")}
            />
            {failure && (
              <p role="alert" className="text-problem">
                {failure}
              </p>
            )}
            <div className="flex flex-wrap gap-2">
              <Button type="submit" look="primary" size="form" disabled={count === 0} aria-busy={isBusy}>
                {isBusy ? say("several.going") : say("several.hold", { count })}
              </Button>
              <Button size="form" onClick={() => void letGo()} disabled={count === 0} aria-busy={isBusy}>
                {say("several.release", { count })}
              </Button>
            </div>
          </div>
        </Panel>
        <div role="status" className="empty:hidden">
          {answers && (
            <Panel title={say("several.answers")}>
              <ul>
                {answers.stores.map(({ storeId, result, message, location }) => (
                  <li key={storeId} className="border-b px-3 py-2 last:border-b-0">
                    <span className="font-medium" data-name="">
                      {location?.name ?? storeId}
                    </span>{" "}
                    <span className="text-ink-soft">{message ?? say(`several.answer.${result}`)}</span>
                  </li>
                ))}
              </ul>
            </Panel>
          )}
        </div>
      </div>
    </form>
  );
}
