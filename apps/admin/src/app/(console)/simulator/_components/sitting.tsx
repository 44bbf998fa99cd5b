"use client";

import { useWords } from "@parley/words/react";
import { Button } from "@/components/controls/button.tsx";
import { Panel } from "@/components/display/panel.tsx";
import type { TestCalls } from "./use-test-calls.ts";

/** What was sent since the page was opened, the newest first. */
export function Sitting({ calls, confirmLive }: { calls: TestCalls; confirmLive: string }) {
  const say = useWords("simulator");
  if (calls.sent.length === 0) return null;
  return (
    <Panel title={say("sitting.title")}>
      <ol>
        {calls.sent.map((sent) => {
          const { key, operation, fault, call } = sent;
          const what = `${say(`operation.${operation}`)}${fault === "NONE" ? "" : ` · ${say(`fault.${fault}.name`, { item: sent.posTestItem ?? "" })}`}`;
          return (
            <li key={key} className="flex flex-wrap items-center gap-2 border-b px-3 py-1.5 last:border-b-0">
              <button
                type="button"
                aria-pressed={key === calls.shown?.key}
                onClick={() => calls.show(sent)}
                className="min-h-6 grow text-left underline-offset-2 hover:underline aria-pressed:font-medium"
              >
                {what}
                <span className="block text-xs text-ink-faint">
                  {say(`answer.outcome.${call.outcome}`)} ·{" "}
                  {say("answer.http", { status: String(call.status) })}
                </span>
              </button>
              {operation === "SUBMIT" && call.requestBody !== null && (
                <Button
                  size="row"
                  disabled={calls.isSending}
                  onClick={() =>
                    void calls.send({
                      ...{ operation, fault: "SAME_AGAIN", posTestItem: null, confirmLive },
                      earlierBody: call.requestBody,
                    })
                  }
                >
                  {say("sitting.again")}
                </Button>
              )}
              {operation === "SUBMIT" && call.requestUid !== null && (
                <Button
                  size="row"
                  disabled={calls.isSending}
                  onClick={() =>
                    void calls.send({
                      ...{ operation: "STATUS", fault: "NONE", posTestItem: null, confirmLive },
                      orderId: call.requestUid,
                    })
                  }
                >
                  {say("sitting.status")}
                </Button>
              )}
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}
