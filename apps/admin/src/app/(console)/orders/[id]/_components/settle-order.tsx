"use client";

import { TEXT_MAX } from "@parley/limits";
import { useWords } from "@parley/words/react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { Field } from "@/components/controls/field.tsx";
import { Moment } from "@/components/display/moment.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { type SettleAct, settleActs, wordsOf } from "../settle-words.ts";
import type { Trace } from "../trace.graphql.ts";
import { type SettleAnswer, type TakenNumber, useSettleOrder } from "../use-settle-order.ts";
import { TakeOver } from "./take-over.tsx";
import { TicketFacts } from "./ticket-facts.tsx";

/**
 * For an order that only a person can settle: what to look for, and the three things that can be said about it. It
 * stays on the page after the act, for the result, and is nothing where there is nothing to say.
 */
export function SettleOrder({ order }: { order: Trace }) {
  const say = useWords("settle");
  const settle = useSettleOrder();
  const dialog = useRef<HTMLDialogElement>(null);
  const outcome = useRef<HTMLDivElement>(null);
  const [act, setAct] = useState<SettleAct | null>(null);
  // The attempt when the act was chosen: the page may show a later one, which nobody has checked at the POS.
  const [attempt, setAttempt] = useState(order.attempt);
  const [posOrderId, setPosOrderId] = useState("");
  const [note, setNote] = useState("");
  const [isPending, setPending] = useState(false);
  const [answer, setAnswer] = useState<SettleAnswer | null>(null);
  const [refusal, setRefusal] = useState<TakenNumber | null>(null);
  const [takesOver, setTakesOver] = useState(false);

  // The focused element may be gone with the form, so the focus moves to the result.
  useEffect(() => {
    if (answer !== null) outcome.current?.focus();
  }, [answer]);

  const settleable = {
    name: order.onlineOrderId ?? order.requestUid,
    store: order.location.name,
    adapterClass: order.pos.adapterClass,
  };
  // A refusal applies only to the number that was given; the owner of another number is not known yet.
  const taken = act === "placed" && refusal?.posOrderId === posOrderId.trim() ? refusal : null;
  const takenFrom = takesOver ? (taken?.holder ?? null) : null;
  const chosen = act === null ? null : wordsOf(say, act, settleable, posOrderId.trim(), takenFrom);

  function review(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setAnswer(null);
    dialog.current?.showModal();
  }

  async function confirm() {
    if (act === null) return;
    setPending(true);
    const words = note.trim();
    const given = await settle({
      act,
      orderId: order.id,
      attempt,
      posOrderId: posOrderId.trim(),
      takenFrom,
      note: words === "" ? null : words,
    });
    setPending(false);
    dialog.current?.close();
    if (given.isDone) setAct(null);
    setRefusal(given.taken ?? null);
    setTakesOver(false);
    setAnswer(given);
  }

  // While the gateway itself still looks, a person may only say that the store has it.
  const isEarly = !order.canBeSettled && order.acts.some(isConfirmable);
  const offered = order.canBeSettled ? settleActs : isEarly ? (["placed"] as const) : [];
  const isOffered = offered.length > 0;
  // Not while one's own act is on its way: the page may be read again before its answer is here.
  const wasOvertaken = !isOffered && answer === null && act !== null && !isPending;
  if (!isOffered && answer === null && !wasOvertaken && !isPending) return null;
  return (
    <div className="mb-4 flex flex-col gap-2">
      <div ref={outcome} tabIndex={-1} className="empty:hidden">
        {answer && <Notice tone={answer.isDone ? "ok" : "problem"}>{answer.words}</Notice>}
        {wasOvertaken && <Notice tone="wait">{say("order.overtaken")}</Notice>}
      </div>
      {taken && isOffered && <TakeOver taken={taken} isChecked={takesOver} onChange={setTakesOver} />}
      {isOffered && (
        <Panel title={say(isEarly ? "order.early" : "order.title")} aside={say("order.aside")} padded>
          <p>{say(isEarly ? "order.earlyAsk" : "order.ask")}</p>
          <TicketFacts order={order} />
          <form onSubmit={review} className="mt-3 flex max-w-2xl flex-col gap-3">
            <fieldset className="flex flex-col gap-1.5">
              <legend className="mb-1.5 font-medium">{say("order.found")}</legend>
              {offered.map((each) => {
                const { choice, effect, isRisky, needsQuiet } = wordsOf(say, each, settleable, "");
                const waitsUntil = needsQuiet ? order.quietFrom : null;
                return (
                  <label
                    key={each}
                    className={`flex gap-2.5 rounded-md border px-3 py-2 ${act === each ? "border-accent bg-accent-soft" : waitsUntil === null ? "hover:bg-sunken" : "text-ink-soft"}`}
                  >
                    <input
                      type="radio"
                      name="act"
                      required
                      checked={act === each}
                      disabled={waitsUntil !== null}
                      onChange={() => {
                        setAct(each);
                        setAttempt(order.attempt);
                      }}
                      className="mt-0.5 size-4 shrink-0 accent-accent"
                    />
                    <span>
                      <span className="block font-medium">{choice}</span>
                      <span className={isRisky ? "text-problem" : "text-ink-soft"}>{effect}</span>
                      {waitsUntil !== null && (
                        <span className="block text-wait">
                          {say("order.notBefore")} <Moment at={waitsUntil} zone={order.location.timezone} />.{" "}
                          {say("order.lookAgain")}
                        </span>
                      )}
                    </span>
                  </label>
                );
              })}
            </fieldset>
            {act === "placed" && (
              <Field
                label={say("order.posOrderId")}
                value={posOrderId}
                onChange={(event) => setPosOrderId(event.target.value)}
                required
                maxLength={TEXT_MAX.id}
                autoComplete="off"
                spellCheck={false}
                hint={say("order.posOrderIdHint")}
              />
            )}
            {act !== null && (
              <Field
                label={say("order.note")}
                value={note}
                onChange={(event) => setNote(event.target.value)}
                maxLength={TEXT_MAX.note}
                autoComplete="off"
                hint={say("order.noteHint")}
              />
            )}
            <div>
              <Button type="submit" look="primary" size="form" disabled={act === null || isPending}>
                {say("order.go")}
              </Button>
            </div>
          </form>
        </Panel>
      )}
      <dialog
        ref={dialog}
        aria-labelledby="settle-order-question"
        className="w-md max-w-[calc(100vw-2rem)] rounded-xl border bg-surface p-4 shadow-float"
      >
        <h2 id="settle-order-question" className="text-lg font-semibold break-words">
          {chosen?.question}
        </h2>
        <p className={`mt-2 ${chosen?.isRisky ? "text-problem" : "text-ink-soft"}`}>{chosen?.effect}</p>
        <p className="mt-1 text-ink-soft">{say("order.final")}</p>
        <div className="mt-4 flex flex-wrap justify-end gap-2">
          <Button look="quiet" size="form" onClick={() => dialog.current?.close()}>
            {say("order.cancel")}
          </Button>
          <Button look="primary" size="form" onClick={confirm} disabled={isPending} aria-busy={isPending}>
            {isPending ? say("order.busy") : chosen?.button}
          </Button>
        </div>
      </dialog>
    </div>
  );
}

function isConfirmable({ name, whyNot }: Trace["acts"][number]): boolean {
  return name === "CONFIRM_PLACED" && whyNot === null;
}
