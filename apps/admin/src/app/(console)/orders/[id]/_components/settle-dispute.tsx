"use client";

import { TEXT_MAX } from "@parley/limits";
import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useMutation } from "urql";
import { Button } from "@/components/controls/button.tsx";
import { Field } from "@/components/controls/field.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { writeFailure } from "@/graphql/write-failure.ts";
import { settleDispute } from "../settle-order.graphql.ts";
import type { Trace } from "../trace.graphql.ts";
import { TicketFacts } from "./ticket-facts.tsx";

/**
 * For a final order that its POS contradicts: what to tell the store, and the note that ends it. It stays on the page
 * after the act, for the result, and is nothing where there is nothing to say.
 */
export function SettleDispute({ order }: { order: Trace }) {
  const router = useRouter();
  const outcome = useRef<HTMLDivElement>(null);
  const [{ fetching }, settle] = useMutation(settleDispute);
  const [note, setNote] = useState("");
  const [answer, setAnswer] = useState<{ isDone: boolean; words: string } | null>(null);

  // The focused element may be gone with the form, so the focus moves to the result.
  useEffect(() => {
    if (answer !== null) outcome.current?.focus();
  }, [answer]);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const { data, error } = await settle({ input: { orderId: order.id, note: note.trim() } });
    router.refresh();
    const result = data?.settleDispute;
    if (result?.__typename === "Order") {
      setAnswer({ isDone: true, words: "Settled. Your note is in the timeline; PAR is told nothing." });
    } else setAnswer({ isDone: false, words: result?.message ?? writeFailure(error) });
  }

  if (!order.canSettleDispute && answer === null) return null;
  return (
    <div className="mb-4 flex flex-col gap-2">
      <div ref={outcome} tabIndex={-1} className="empty:hidden">
        {answer && <Notice tone={answer.isDone ? "ok" : "problem"}>{answer.words}</Notice>}
      </div>
      {order.canSettleDispute && (
        <Panel title="Look after this order" aside="kept with your name in its timeline" padded>
          <p>
            What PAR was told does not change any more, so the guest hears of it from you or from the store.
            Tell the store which ticket it is:
          </p>
          <TicketFacts order={order} />
          <form onSubmit={submit} className="mt-3 flex max-w-2xl flex-col gap-3">
            <Field
              label="What was done"
              value={note}
              onChange={(event) => setNote(event.target.value)}
              required
              maxLength={TEXT_MAX.note}
              autoComplete="off"
              hint="Whom you spoke to, and whether the guest was refunded or gets the food after all."
            />
            <div>
              <Button type="submit" look="primary" size="form" disabled={fetching} aria-busy={fetching}>
                {fetching ? "Working…" : "Mark as settled"}
              </Button>
            </div>
          </form>
        </Panel>
      )}
    </div>
  );
}
