"use client";

import { useWords } from "@parley/words/react";
import { useRouter } from "next/navigation";
import { ask } from "@/graphql/ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { confirmOrderAbsent, confirmOrderPlaced, resendOrder } from "./settle-order.graphql.ts";
import { resultWords, type SettleAct } from "./settle-words.ts";

export interface SettleAnswer {
  isDone: boolean;
  words: string;
  /** Where another order has the number that was given, and the operator may overrule that. */
  taken?: TakenNumber;
}

/** A number at the POS, and the order that has it in our ledger. */
export interface TakenNumber {
  posOrderId: string;
  holderId: string;
  holder: string;
}

export interface SettleRequest {
  act: SettleAct;
  orderId: string;
  /** How many tries it had when the operator chose the act. */
  attempt: number;
  posOrderId: string;
  /** The order that has `posOrderId` as its number so far, where the ticket says otherwise. */
  takenFrom: string | null;
  note: string | null;
}

/** Settles an order and reads the page again, also when it was refused: it was out of date. */
export function useSettleOrder(): (request: SettleRequest) => Promise<SettleAnswer> {
  const say = useWords("settle");
  const router = useRouter();
  const writeFailure = useWriteFailure();

  async function write({ act, orderId, attempt, posOrderId, takenFrom, note }: SettleRequest) {
    if (act === "placed") {
      const input = { orderId, posOrderId, overrules: takenFrom !== null, note };
      const { data, error } = await ask(confirmOrderPlaced, { input });
      return { result: data?.confirmOrderPlaced, error };
    }
    if (act === "absent") {
      const { data, error } = await ask(confirmOrderAbsent, {
        input: { orderId, attempt, note },
      });
      return { result: data?.confirmOrderAbsent, error };
    }
    const { data, error } = await ask(resendOrder, { input: { orderId, attempt, note } });
    return { result: data?.resendOrder, error };
  }

  return async (request) => {
    const { result, error } = await write(request);
    router.refresh();
    if (result?.__typename === "Order") {
      return { isDone: true, words: resultWords(say, result, request.takenFrom) };
    }
    const refused = { isDone: false, words: result?.message ?? writeFailure(error) };
    if (result?.__typename !== "PosOrderTaken" || result.order === null) return refused;
    const { id: holderId, onlineOrderId, requestUid } = result.order;
    const { posOrderId } = request;
    return { ...refused, taken: { posOrderId, holderId, holder: onlineOrderId ?? requestUid } };
  };
}
