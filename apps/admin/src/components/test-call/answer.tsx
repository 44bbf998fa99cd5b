"use client";

import { useWords } from "@parley/words/react";
import { Icon } from "@/components/display/icon.tsx";
import { type Tone, toneText } from "@/components/display/tone.ts";
import { BodyView } from "@/components/exchange/body-view.tsx";
import { checkName } from "./check-name.ts";
import type { TestCall } from "./test-call.graphql.ts";

const tones: Record<TestCall["outcome"], Tone> = {
  VALIDATED: "ok",
  PLACED: "ok",
  MENU: "ok",
  PENDING: "wait",
  REJECTED: "problem",
  ERRORED: "problem",
  REFUSED: "problem",
  UNCLEAR: "problem",
};

/** What PAR would get of a test call: what it means first, then how it was said, what PAR would check, and the bytes. */
export function Answer({ call }: { call: TestCall }) {
  const say = useWords("simulator");
  return (
    <div className="flex flex-col gap-3">
      <div role="status">
        <p className={`text-base font-semibold ${toneText[tones[call.outcome]]}`}>
          {say(`answer.outcome.${call.outcome}`)}
        </p>
        {call.issues.map(({ code, message }) => (
          <p key={`${code} ${message}`} className="wrap-anywhere">
            <span className="font-mono text-xs text-ink-faint">{code}</span> {message}
          </p>
        ))}
        <p className="text-xs text-ink-faint">
          {say("answer.http", { status: String(call.status) })} ·{" "}
          {say("answer.took", { ms: String(call.durationMs) })}
          {call.isReplay && ` · ${say("answer.replay")}`}
        </p>
      </div>
      <section aria-label={say("answer.checks")}>
        <h3 className="mb-1 font-semibold">{say("answer.checks")}</h3>
        <ul className="flex flex-col gap-0.5 text-xs">
          {call.checks.map(({ name, ok, detail }) => (
            <li key={name} className="flex gap-1.5">
              <span className={toneText[ok ? "ok" : "problem"]}>
                <Icon name={ok ? "placed" : "rejected"} size={14} />
                <span className="sr-only">{say(ok ? "answer.ok" : "answer.notOk")}</span>
              </span>
              <span title={name}>{checkName(name, say)}</span>
              <span className="min-w-0 text-ink-soft wrap-anywhere">{detail}</span>
            </li>
          ))}
        </ul>
      </section>
      <BodyView title={say("answer.body")} body={call.responseBody} />
    </div>
  );
}
