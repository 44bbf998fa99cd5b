"use client";

import { TEXT_MAX } from "@parley/limits";
import { useWords } from "@parley/words/react";
import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { Field } from "@/components/controls/field.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { useMutation } from "@/graphql/use-ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { settleDispute } from "../settle-order.graphql.ts";
import type { Trace } from "../trace.graphql.ts";
import { TicketFacts } from "./ticket-facts.tsx";

/**
 * For a final order that its POS contradicts: what to tell the store, and the note that ends it. It stays on the page
 * after the act, for the result, and is nothing where there is nothing to say.
 */
export function SettleDispute({ order }: { order: Trace }) {
  const say = useWords("settle");
  const router = useRouter();
  const writeFailure = useWriteFailure();
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
      setAnswer({ isDone: true, words: say("dispute.settled") });
    } else setAnswer({ isDone: false, words: result?.message ?? writeFailure(error) });
  }

  if (!order.canSettleDispute && answer === null) return null;
  return (
    <div className="mb-4 flex flex-col gap-2">
      <div ref={outcome} tabIndex={-1} className="empty:hidden">
        {answer && <Notice tone={answer.isDone ? "ok" : "problem"}>{answer.words}</Notice>}
      </div>
      {order.canSettleDispute && (
        <Panel title={say("dispute.title")} aside={say("order.aside")} padded>
          <p>{say("dispute.ask")}</p>
          <TicketFacts order={order} />
          <form onSubmit={submit} className="mt-3 flex max-w-2xl flex-col gap-3">
            <Field
              label={say("dispute.done")}
              value={note}
              onChange={(event) => setNote(event.target.value)}
              required
              maxLength={TEXT_MAX.note}
              autoComplete="off"
              hint={say("dispute.doneHint")}
            />
            <div>
              <Button type="submit" look="primary" size="form" disabled={fetching} aria-busy={fetching}>
                {say(fetching ? "order.busy" : "dispute.settle")}
              </Button>
            </div>
          </form>
        </Panel>
      )}
    </div>
  );
}
