import { Panel } from "@/components/display/panel.tsx";
import { Fact, FactList } from "@/components/page-header/fact.tsx";
import { formatDateTime } from "@/format/time.ts";
import { language, words } from "@/words/server.tsx";
import type { Store } from "../store.graphql.ts";

/** Whether a store's POS is called at all, what is being sent there and what waits. */
export async function PosLane({ store: { lane, pos, timezone } }: { store: Store }) {
  if (lane === null) return null;
  const [say, reader] = await Promise.all([words("pos"), language()]);
  const time = (at: string) => formatDateTime(new Date(at), timezone, "minute", reader);
  const { breaker, since, slots, sending, waiting, oldestWaitingAt } = lane;
  return (
    <Panel title={say("lane.title")} padded>
      <p className={`max-w-prose ${breaker === "CLOSED" ? "" : "text-problem"}`}>
        {say(`lane.${breaker}`)}
        {since !== null && ` ${say("lane.since", { time: time(since) })}`}
      </p>
      <FactList>
        <Fact name={say("lane.sending")}>{say("lane.sendingOf", { count: sending, slots })}</Fact>
        <Fact name={say("lane.waiting")}>
          {oldestWaitingAt === null
            ? say("lane.waitingNone")
            : say("lane.waitingSome", { count: waiting, time: time(oldestWaitingAt) })}
        </Fact>
        {pos.quietPeriodSeconds !== null && (
          <Fact name={say("lane.quiet")}>
            {say("lane.quietSeconds", { seconds: pos.quietPeriodSeconds })}
          </Fact>
        )}
      </FactList>
      <p className="mt-2 text-xs text-ink-faint">{say("lane.process")}</p>
    </Panel>
  );
}
