import Link from "next/link";
import { Icon } from "@/components/display/icon.tsx";
import { Age } from "@/components/display/moment.tsx";
import { Mono } from "@/components/display/mono.tsx";
import { HttpStatus } from "@/components/exchange/http-status.tsx";
import { callName } from "@/components/exchange/operation.ts";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { formatDuration } from "@/format/time.ts";
import type { ResultOf } from "@/graphql/document.ts";
import type { exchangesQuery } from "../exchanges.graphql.ts";

type Exchange = ResultOf<typeof exchangesQuery>["exchanges"]["edges"][number]["node"];

/** Every recorded call, refused ones and strangers' too. */
export function ExchangeTable({ exchanges, isNarrowed, now }: ExchangeTableProps) {
  if (exchanges.length === 0) {
    return (
      <div className="rounded-lg border bg-surface">
        <EmptyState icon="exchanges" title={isNarrowed ? "No call matches." : "No call yet."}>
          Every request is recorded within a moment of its answer, also the ones that were refused.
        </EmptyState>
      </div>
    );
  }
  return (
    <div className="overflow-x-auto rounded-lg border bg-surface">
      <table className="data-table" aria-label="Exchanges">
        <thead>
          <tr>
            <th scope="col">Answer</th>
            <th scope="col">Call</th>
            <th scope="col" className="max-md:hidden">
              Age
            </th>
            <th scope="col" className="max-lg:hidden">
              Path
            </th>
            <th scope="col" className="max-md:hidden">
              From
            </th>
            <th scope="col" className="max-md:hidden">
              Order
            </th>
            <th scope="col" className="number">
              Took
            </th>
          </tr>
        </thead>
        <tbody>
          {exchanges.map((exchange) => (
            <ExchangeRow key={exchange.id} exchange={exchange} now={now} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface ExchangeTableProps {
  exchanges: readonly Exchange[];
  isNarrowed: boolean;
  /** ISO 8601. */
  now: string;
}

function ExchangeRow({ exchange, now }: { exchange: Exchange; now: string }) {
  const orderId = exchange.onlineOrderId ?? exchange.requestUid;
  const from = exchange.location?.name ?? exchange.connection?.name ?? "a stranger";
  const age = <Age at={exchange.at} zone={exchange.location?.timezone ?? "UTC"} now={now} />;
  return (
    <tr className="row-link">
      <td title={exchange.reason ?? undefined}>
        <span className="md:hidden">
          <HttpStatus status={exchange.status} code={null} />
        </span>
        <span className="max-md:hidden">
          <HttpStatus status={exchange.status} code={exchange.code} />
        </span>
      </td>
      <td className="max-md:w-full max-md:max-w-0">
        <Link
          href={`/exchanges/${exchange.id}`}
          data-row-link
          prefetch={false}
          className="inline-flex items-center gap-1.5 align-top whitespace-nowrap font-medium"
        >
          <span className="text-ink-faint">
            <Icon name={exchange.direction === "IN" ? "inbound" : "outbound"} size={13} />
          </span>
          {callName(exchange)}
        </Link>
        {exchange.replayed && <span className="ml-2 text-xs text-ink-faint">repeat</span>}
        <p className="truncate text-xs text-ink-faint md:hidden">
          {exchange.code && <span className="font-mono">{exchange.code} · </span>}
          {from} · {age}
        </p>
      </td>
      <td className="max-md:hidden">{age}</td>
      <td className="max-w-72 truncate font-mono text-xs text-ink-soft max-lg:hidden">
        {exchange.method} {exchange.path}
      </td>
      <td className="max-w-48 truncate max-md:hidden">
        {from}
        {exchange.location === null && exchange.parLocationId && (
          <span className="text-ink-faint"> · {exchange.parLocationId}</span>
        )}
      </td>
      <td className="max-md:hidden">
        {orderId === null ? <span className="text-ink-faint">–</span> : <Mono short={20}>{orderId}</Mono>}
      </td>
      <td className="number whitespace-nowrap">{formatDuration(exchange.durationMs)}</td>
    </tr>
  );
}
