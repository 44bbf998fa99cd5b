"use client";

import { useWords } from "@parley/words/react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Button } from "@/components/controls/button.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { formatMoney } from "@/format/money.ts";
import type { Chosen, ChosenLine } from "./choices.ts";
import type { Checked } from "./use-check.ts";

/** A line with what is written of it. */
export interface TellableLine extends ChosenLine {
  key: number;
  name: string;
  levelName: string | null;
  cents: number;
}

/** What is in the basket, and what PAR's order of it would be answered, each reason beside its line. */
export function Basket({
  lines,
  checked,
  isChecking,
  currency,
  asOf,
  nameOf,
  onCheck,
  onRemove,
  onClear,
}: BasketProps) {
  const say = useWords("shop");
  const answer = checked?.kind === "answered" ? checked.answer : null;
  const cents = lines.reduce((sum, line) => sum + line.cents, 0);
  const reasons = (line: number | null) =>
    (answer?.issues ?? [])
      .filter((issue) => issue.line === line)
      .map(({ code, message }) => (
        <p key={`${code} ${message}`} className="text-problem">
          {message}
        </p>
      ));
  return (
    <Panel id="basket" title={say("basket")} padded>
      {lines.length === 0 ? (
        <p className="text-ink-soft">{say("empty")}</p>
      ) : (
        <div className="flex flex-col gap-3">
          <ul className="flex flex-col gap-2">
            {lines.map((line, place) => (
              <li key={line.key} className="border-b border-dotted pb-2 last:border-b-0">
                <div className="flex justify-between gap-3">
                  <span className="min-w-0 font-medium">
                    {line.quantity}× <span data-name="">{line.name}</span>
                    {line.levelName !== null && (
                      <span data-name="" className="font-normal text-ink-soft">
                        {" "}
                        {line.levelName}
                      </span>
                    )}
                  </span>
                  <span>{formatMoney(line.cents, currency)}</span>
                </div>
                <Choices choices={line.choices} nameOf={nameOf} />
                {reasons(place)}
                <Button look="quiet" size="row" onClick={() => onRemove(line.key)}>
                  {say.rich("remove", { item: line.name, hidden })}
                </Button>
              </li>
            ))}
          </ul>
          {checked?.kind === "refused" && (
            <Notice tone="wait">
              {checked.message}{" "}
              {checked.isUnmapped && (
                <Link href="/mappings" className="underline underline-offset-2">
                  {say("mappings")}
                </Link>
              )}
            </Notice>
          )}
          {answer !== null && (
            <Notice tone={tones[answer.status]}>
              <p className="font-medium">{say(sentences[answer.status])}</p>
              {reasons(null)}
              <p className="text-xs">{asOf}</p>
            </Notice>
          )}
          <dl className="grid grid-cols-[1fr_auto] gap-x-3">
            {answer?.totals ? (
              <>
                <Amount name={say("subtotal")} money={formatMoney(answer.totals.subtotalCents, currency)} />
                <Amount name={say("tax")} money={formatMoney(answer.totals.taxTotalCents, currency)} />
                <Amount name={say("total")} money={formatMoney(answer.totals.grandTotalCents, currency)} />
              </>
            ) : (
              <Amount name={say("sum")} money={formatMoney(cents, currency)} />
            )}
          </dl>
          <div className="flex flex-wrap gap-2">
            <Button look="primary" size="form" onClick={onCheck} aria-busy={isChecking}>
              {say(isChecking ? "checking" : "check")}
            </Button>
            <Button look="quiet" size="form" onClick={onClear}>
              {say("clear")}
            </Button>
          </div>
          {answer !== null && (
            <>
              <Json title={say("sent")} text={answer.requestBody} />
              <Json title={say("answered")} text={answer.responseBody} />
            </>
          )}
        </div>
      )}
    </Panel>
  );
}

interface BasketProps {
  lines: readonly TellableLine[];
  /** Null where the basket as it is was not checked. */
  checked: Checked | null;
  isChecking: boolean;
  /** ISO 4217. */
  currency: string;
  /** For which order type and when it was judged. */
  asOf: string;
  nameOf: (modifierId: string) => string;
  onCheck: () => void;
  onRemove: (key: number) => void;
  onClear: () => void;
}

const tones = { VALIDATED: "ok", REJECTED: "problem", ERRORED: "wait", REFUSED: "problem" } as const;
const sentences = {
  VALIDATED: "accepted",
  REJECTED: "rejected",
  ERRORED: "unclear",
  REFUSED: "rejected",
} as const;

function Choices({
  choices,
  nameOf,
}: {
  choices: readonly Chosen[];
  nameOf: (modifierId: string) => string;
}) {
  if (choices.length === 0) return null;
  return (
    <ul className="pl-3 text-ink-soft">
      {choices.map(({ groupId, modifierId, quantity, below }) => (
        <li key={`${groupId} ${modifierId}`}>
          {quantity > 1 && `${quantity}× `}
          <span data-name="">{nameOf(modifierId)}</span>
          <Choices choices={below} nameOf={nameOf} />
        </li>
      ))}
    </ul>
  );
}

function Amount({ name, money }: { name: string; money: string }) {
  return (
    <>
      <dt className="text-ink-soft last-of-type:font-medium last-of-type:text-ink">{name}</dt>
      <dd className="text-right tabular-nums last-of-type:font-medium">{money}</dd>
    </>
  );
}

function Json({ title, text }: { title: string; text: string }) {
  return (
    <details>
      <summary className="text-ink-soft underline underline-offset-2 hover:text-ink">{title}</summary>
      {/* It scrolls, so it can be reached by the keyboard. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
      <pre tabIndex={0} className="mt-1 max-h-80 overflow-auto rounded-md bg-sunken p-2 font-mono text-xs">
        {pretty(text)}
      </pre>
    </details>
  );
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

function hidden(text: ReactNode): ReactNode {
  return <span className="sr-only">{text}</span>;
}
