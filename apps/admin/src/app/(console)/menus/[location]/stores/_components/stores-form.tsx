"use client";

import { TEXT_MAX } from "@parley/limits";
import { useWords } from "@parley/words/react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { Field } from "@/components/controls/field.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { untilOfChoice } from "@/components/until/until.ts";
import { FIRST_CHOICE, type StoreDay, UntilField } from "@/components/until/until-field.tsx";
import { useMutation } from "@/graphql/use-ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { type StoreAnswers, setInStores, undoInStores } from "../set-in-stores.graphql.ts";
import { storesPath } from "../stores-path.ts";
import { LastAct, StoreAnswerList } from "./store-answers.tsx";
import { type StoreRow, StoreTicks } from "./store-ticks.tsx";

/** Ticks stores, and takes the item off there or puts it back; then says store by store what happened. */
export function StoresForm({ locationId, actId, item, day, rows }: StoresFormProps) {
  const say = useWords("takeoff");
  const writeFailure = useWriteFailure();
  const router = useRouter();
  const [{ fetching: isSetting }, set] = useMutation(setInStores);
  const [{ fetching: isUndoing }, undo] = useMutation(undoInStores);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(
    () => new Set(rows.filter((row) => row.mayAct && !row.isOff).map((row) => row.id)),
  );
  const [asked, setUntil] = useState(FIRST_CHOICE);
  const [reason, setReason] = useState("");
  const [failure, setFailure] = useState<string | null>(null);
  const [answers, setAnswers] = useState<StoreAnswers | null>(null);
  const count = ticked.size;
  const meant = rows.filter(({ id, mayAct }) => (count === 0 ? mayAct : ticked.has(id)));
  const opening = meant.filter(({ hasOpening }) => hasOpening).length;
  const until = asked.choice === "opening" && opening === 0 ? FIRST_CHOICE : asked;
  const isBusy = isSetting || isUndoing;

  async function act(available: boolean) {
    if (isBusy || count === 0) return;
    const storeIds = rows.filter(({ id }) => ticked.has(id)).map(({ id }) => id);
    const words = reason.trim();
    const off = { until: untilOfChoice(until.choice, until.time), reason: words === "" ? null : words };
    const input = { locationId, ...item, storeIds, available, ...(available ? {} : off) };
    const { data, error } = await set({ input });
    tell(data?.setAvailabilityInStores, error);
  }

  async function takeBack(actId: string) {
    if (isBusy) return;
    const { data, error } = await undo({ input: { actId } });
    tell(data?.undoTakeOff, error);
  }

  function tell(
    answer:
      | ({ __typename: "StoresAnswer" } & StoreAnswers)
      | { __typename: string; message?: string }
      | undefined,
    error: Parameters<typeof writeFailure>[0],
  ) {
    if (answer !== undefined && "stores" in answer) {
      setFailure(null);
      setAnswers(answer);
      // The address keeps the act, so that it can be undone after the page was left, too.
      router.replace(storesPath(locationId, item, answer.actId), { scroll: false });
      return router.refresh();
    }
    router.refresh();
    setFailure((answer !== undefined && "message" in answer ? answer.message : null) ?? writeFailure(error));
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    void act(false);
  }

  return (
    <form onSubmit={submit} className="grid items-start gap-3 lg:grid-cols-[3fr_2fr]">
      <StoreTicks rows={rows} ticked={ticked} onChange={setTicked} />
      <div className="flex flex-col gap-3">
        <Panel title={say("stores.act")}>
          <div className="flex flex-col gap-3 p-3">
            <p className="text-ink-soft">{say("stores.effect")}</p>
            <UntilField
              question={say("stores.question")}
              byHand={say("choice.put_back")}
              day={day}
              ofMany={{ stores: meant.length, opening }}
              value={until}
              onChange={setUntil}
            />
            <Field
              label={say("reason")}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
              maxLength={TEXT_MAX.reason}
              autoComplete="off"
              hint={say("reasonHint")}
            />
            {failure && (
              <p role="alert" className="text-problem">
                {failure}
              </p>
            )}
            <div className="flex flex-wrap gap-2">
              <Button type="submit" look="primary" size="form" disabled={count === 0} aria-busy={isBusy}>
                {isBusy ? say("stores.going") : say("stores.takeOff", { count })}
              </Button>
              <Button size="form" onClick={() => void act(true)} disabled={count === 0} aria-busy={isBusy}>
                {say("stores.putBack", { count })}
              </Button>
            </div>
          </div>
        </Panel>
        <div role="status" className="empty:hidden">
          {answers !== null ? (
            <StoreAnswerList answers={answers} undo={takeBack} isBusy={isBusy} />
          ) : (
            actId !== null && <LastAct actId={actId} undo={takeBack} isBusy={isBusy} />
          )}
        </div>
      </div>
    </form>
  );
}

interface StoresFormProps {
  /** The store whose menu names the item. */
  locationId: string;
  /** The last act of this page that took something off, as its address has it. */
  actId: string | null;
  item: { kind: "PRODUCT" | "MODIFIER"; itemId: string };
  day: StoreDay;
  rows: readonly StoreRow[];
}
