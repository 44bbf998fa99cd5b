import { Gone } from "@/components/exchange/gone.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { readQuery } from "@/graphql/read.ts";
import { words } from "@/words/server.tsx";
import { engineerQuery } from "../engineer.graphql.ts";
import type { Trace } from "../trace.graphql.ts";
import { AttemptList } from "./attempt-list.tsx";
import { EventList } from "./event-list.tsx";
import { TraceExchanges } from "./trace-exchanges.tsx";
import { Waterfall } from "./waterfall.tsx";

/** The order as the machines saw it: every hop in milliseconds, every call open to the bytes, the ledger's events. */
export async function EngineerView({ order }: { order: Trace }) {
  const [reading, say] = await Promise.all([readQuery(engineerQuery, { id: order.id }), words("order")]);
  if (reading.kind !== "data") return <ReadFailed failure={reading} what={say("what")} />;
  const trace = reading.data.order;
  if (trace === null) return null;
  const { pos, location } = order;
  const { timezone } = location;
  return (
    <div className="flex min-w-0 flex-col gap-4">
      {trace.exchanges.length === 0 && trace.callsKeptUntil !== null && (
        <Gone kept={trace.callsKeptUntil} of="calls" zone={timezone} />
      )}
      <Waterfall exchanges={trace.exchanges} zone={timezone} />
      <AttemptList attempts={trace.attempts} zone={timezone} adapterClass={pos.adapterClass} />
      <TraceExchanges exchanges={trace.exchanges} zone={timezone} />
      <EventList events={trace.events} zone={timezone} />
    </div>
  );
}
