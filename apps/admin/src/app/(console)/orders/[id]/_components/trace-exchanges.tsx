import { Icon } from "@/components/display/icon.tsx";
import { Moment } from "@/components/display/moment.tsx";
import { Panel } from "@/components/display/panel.tsx";
import type { ExchangeDetail } from "@/components/exchange/exchange.graphql.ts";
import { ExchangeCard } from "@/components/exchange/exchange-card.tsx";
import { HttpStatus } from "@/components/exchange/http-status.tsx";
import { Inspector } from "@/components/exchange/inspector.tsx";
import { callName } from "@/components/exchange/operation.ts";
import { formatDuration } from "@/format/time.ts";
import { words } from "@/words/server.tsx";

/** Every call about the order, PAR's polls and our calls to the POS too, each open to the bytes. */
export async function TraceExchanges({
  exchanges,
  zone,
}: {
  exchanges: readonly ExchangeDetail[];
  zone: string;
}) {
  const say = await words("order");
  const polls = exchanges.filter((each) => each.direction === "IN" && each.operation === "get_order").length;
  return (
    <Panel title={say("calls.title")} aside={say("calls.asked", { count: polls })}>
      {exchanges.map((exchange) => (
        <ExchangeCard
          key={exchange.id}
          id={exchange.id}
          summary={<Summary exchange={exchange} zone={zone} />}
        >
          <Inspector exchange={exchange} />
        </ExchangeCard>
      ))}
    </Panel>
  );
}

async function Summary({ exchange, zone }: { exchange: ExchangeDetail; zone: string }) {
  const [say, sayCalls] = await Promise.all([words("order"), words("exchanges")]);
  return (
    <>
      <span className="shrink-0 text-ink-faint transition-transform group-open:rotate-90">
        <Icon name="right" size={14} />
      </span>
      <span className="shrink-0 text-xs text-ink-faint">
        <Moment at={exchange.at} zone={zone} precision="millisecond" withDate={false} />
      </span>
      <span className="inline-flex shrink-0 items-center gap-1.5 font-medium">
        <span className="text-ink-faint">
          <Icon name={exchange.direction === "IN" ? "inbound" : "outbound"} size={13} />
        </span>
        {callName(exchange, sayCalls)}
        {exchange.attempt !== null && (
          <span className="font-normal text-ink-faint">
            {say("time.attempt", { number: exchange.attempt })}
          </span>
        )}
      </span>
      <code className="min-w-0 truncate font-mono text-xs text-ink-faint max-md:hidden">
        {exchange.method} {exchange.path}
      </code>
      <span className="ml-auto flex shrink-0 items-center gap-3">
        <HttpStatus status={exchange.status} code={exchange.code} />
        <span className="w-16 text-right text-xs text-ink-soft">{formatDuration(exchange.durationMs)}</span>
      </span>
    </>
  );
}
