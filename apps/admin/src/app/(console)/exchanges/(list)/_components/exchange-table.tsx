import { type Column, DataTable } from "@/components/data-table/data-table.tsx";
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

/** Every recorded call, those included that were refused and those whose caller is not known. */
export function ExchangeTable({ exchanges, isNarrowed, now }: ExchangeTableProps) {
  return (
    <DataTable
      caption="Exchanges"
      columns={columnsAt(now)}
      rows={exchanges}
      rowKey={(exchange) => exchange.id}
      rowLink={(exchange) => `/exchanges/${exchange.id}`}
      empty={
        <EmptyState icon="exchanges" title={isNarrowed ? "No call matches." : "No call yet."}>
          Every request is recorded within a moment of its answer, also the ones that were refused.
        </EmptyState>
      }
    />
  );
}

interface ExchangeTableProps {
  exchanges: readonly Exchange[];
  isNarrowed: boolean;
  /** ISO 8601. */
  now: string;
}

function columnsAt(now: string): readonly Column<Exchange>[] {
  const age = ({ at, location }: Exchange) => <Age at={at} zone={location?.timezone ?? "UTC"} now={now} />;
  return [
    { header: "Answer", cell: (exchange) => <Answer exchange={exchange} />, title: ({ reason }) => reason },
    {
      header: "Call",
      isLead: true,
      cell: (exchange) => (
        <span className="inline-flex items-center gap-1.5 align-top whitespace-nowrap">
          <span className="text-ink-faint">
            <Icon name={exchange.direction === "IN" ? "inbound" : "outbound"} size={13} />
          </span>
          {callName(exchange)}
        </span>
      ),
      beside: ({ replayed }) => replayed && <span className="ml-2 text-xs text-ink-faint">repeat</span>,
      folded: (exchange) => (
        <>
          {exchange.code && <span className="font-mono">{exchange.code} · </span>}
          {age(exchange)} · {callerName(exchange)}
        </>
      ),
    },
    { header: "Age", from: "md", cell: age },
    {
      header: "Path",
      from: "lg",
      className: "max-w-72 truncate font-mono text-xs text-ink-soft",
      cell: ({ method, path }) => `${method} ${path}`,
    },
    {
      header: "From",
      from: "md",
      className: "max-w-48 truncate",
      cell: callerName,
      beside: ({ location, parLocationId }) =>
        location === null && parLocationId && <span className="text-ink-faint"> · {parLocationId}</span>,
    },
    {
      header: "Order",
      from: "md",
      cell: ({ onlineOrderId, requestUid }) => {
        const id = onlineOrderId ?? requestUid;
        return id === null ? <span className="text-ink-faint">–</span> : <Mono short={20}>{id}</Mono>;
      },
    },
    { header: "Took", isNumber: true, cell: ({ durationMs }) => formatDuration(durationMs) },
  ];
}

/** On a phone the code stands folded under the call. */
function Answer({ exchange: { status, code } }: { exchange: Exchange }) {
  return (
    <>
      <span className="md:hidden">
        <HttpStatus status={status} code={null} />
      </span>
      <span className="max-md:hidden">
        <HttpStatus status={status} code={code} />
      </span>
    </>
  );
}

function callerName({ location, connection }: Exchange): string {
  return location?.name ?? connection?.name ?? "unauthenticated";
}
