"use client";

import { useState } from "react";
import { ask } from "@/graphql/ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { type ChosenLine, flatChoices } from "./choices.ts";
import { type BasketAnswer, checkBasketQuery } from "./shop.graphql.ts";

export type Checked =
  | { kind: "answered"; answer: BasketAnswer }
  | { kind: "refused"; message: string; isUnmapped: boolean };

/** Of what an answer is: another basket, order type or time is another question. */
export interface Question {
  locationId: string;
  orderType: string;
  /** As `2026-11-01T08:30`; null: now. */
  localTime: string | null;
  lines: readonly ChosenLine[];
}

/** Asks what PAR's validate of a basket would be answered. An answer to another question is not shown. */
export function useCheck(question: Question) {
  const failure = useWriteFailure();
  const [isChecking, setChecking] = useState(false);
  const [known, setKnown] = useState<{ of: string; checked: Checked } | null>(null);
  const key = JSON.stringify(question);

  async function check() {
    if (isChecking) return;
    setChecking(true);
    const { lines, ...rest } = question;
    const input = {
      ...rest,
      lines: lines.map(({ itemId, priceLevelId, quantity, choices }) => {
        return { itemId, priceLevelId, quantity, choices: flatChoices(choices) };
      }),
    };
    const { data, error } = await ask(checkBasketQuery, { input });
    const result = data?.checkBasket;
    const checked: Checked =
      result?.__typename === "BasketAnswer"
        ? { kind: "answered", answer: result }
        : {
            kind: "refused",
            message: result?.message ?? failure(error),
            isUnmapped: result?.__typename === "InvalidInput" && result.field === "locationId",
          };
    setKnown({ of: key, checked });
    setChecking(false);
  }

  return { check, isChecking, checked: known?.of === key ? known.checked : null };
}
