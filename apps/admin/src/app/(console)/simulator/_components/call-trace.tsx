import Link from "next/link";
import type { ReactNode } from "react";
import { buttonClass } from "@/components/controls/button.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { Inspector } from "@/components/exchange/inspector.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { Story } from "@/components/story/story.tsx";
import { readQuery } from "@/graphql/read.ts";
import { words } from "@/words/server.tsx";
import { testTraceQuery } from "../simulator.graphql.ts";

/** Of a call: the story of its order, with links to both, and below it all that was recorded. */
export interface CallTrace {
  story: ReactNode;
  record: ReactNode;
}

/** What the gateway recorded of a call, as the call's and the order's own pages show it. */
export async function readCallTrace(exchangeId: string): Promise<CallTrace> {
  const [say, reading] = await Promise.all([
    words("simulator"),
    readQuery(testTraceQuery, { id: exchangeId }),
  ]);
  if (reading.kind !== "data")
    return { story: <ReadFailed failure={reading} what={say("trace.title")} />, record: null };
  const { exchange } = reading.data;
  if (exchange === null) return { story: <p className="text-ink-soft">{say("trace.none")}</p>, record: null };
  const story = (
    <div className="flex min-w-0 flex-col gap-4">
      <div className="flex flex-wrap gap-2">
        <Link href={`/exchanges/${exchangeId}`} className={buttonClass()}>
          {say("trace.call")}
        </Link>
        {exchange.order !== null && (
          <Link href={`/orders/${exchange.order.id}`} className={buttonClass()}>
            {say("trace.order")}
          </Link>
        )}
      </div>
      {exchange.order !== null && <Story order={exchange.order} />}
    </div>
  );
  const record = (
    <Panel title={say("trace.stages")} padded>
      <Inspector exchange={exchange} />
    </Panel>
  );
  return { story, record };
}
