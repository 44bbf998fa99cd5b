"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { randomOrderQuery, sendTestCall, type TestCall } from "@/components/test-call/test-call.graphql.ts";
import { ask } from "@/graphql/ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { withParams } from "@/navigation/search-params.ts";
import type { Store } from "../simulator.graphql.ts";
import type { DraftLine, Fault, linesOf, Operation } from "./draft.ts";

export interface Request {
  operation: Operation;
  fault: Fault;
  posTestItem: string | null;
  confirmLive: string;
  lines?: ReturnType<typeof linesOf>;
  orderType?: string;
  guestName?: string | null;
  json?: string;
  orderId?: string | null;
  earlierBody?: string | null;
}

/** A call that was answered. */
export interface Sent extends Pick<Request, "operation" | "fault" | "posTestItem"> {
  key: number;
  call: TestCall;
}

export type TestCalls = ReturnType<typeof useTestCalls>;

/** Sends test calls to a store and keeps their answers while the page is open; the address names the one shown. */
export function useTestCalls(store: Store) {
  const router = useRouter();
  const writeFailure = useWriteFailure();
  const [sent, setSent] = useState<readonly Sent[]>([]);
  const [shown, setShown] = useState<Sent | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);

  function show(one: Sent) {
    setFailure(null);
    setShown(one);
    router.replace(withParams("/simulator", { store: store.code, call: one.call.exchangeId }), {
      scroll: false,
    });
  }

  async function send(request: Request): Promise<void> {
    setSending(true);
    const { confirmLive, ...rest } = request;
    const input = { locationId: store.id, ...rest, confirmLive: confirmLive || null };
    const { data, error } = await ask(sendTestCall, { input });
    setSending(false);
    const result = data?.sendTestCall;
    if (result?.__typename !== "TestCall") {
      setFailure(result?.message ?? writeFailure(error));
      return;
    }
    const { operation, fault, posTestItem } = request;
    const one = { key: (sent[0]?.key ?? 0) + 1, operation, fault, posTestItem, call: result };
    setSent([one, ...sent]);
    show(one);
  }

  /** Lines that a guest might order; null where they could not be read. */
  async function random(): Promise<readonly DraftLine[] | null> {
    const { data } = await ask(randomOrderQuery, { id: store.id });
    const drawn = data?.location?.randomTestOrder ?? null;
    return (
      drawn?.map(({ modifiers, ...line }, at) => ({
        ...line,
        key: at + 1,
        modifiers: Object.fromEntries(modifiers.map(({ id, quantity }) => [id, quantity])),
      })) ?? null
    );
  }

  const isSubmit = ({ operation, call }: Sent) => operation === "SUBMIT" && call.requestBody !== null;
  const lastSubmit = sent.find(isSubmit)?.call.requestBody ?? null;
  return { sent, shown, failure, isSending, lastSubmit, send, show, random };
}
