import type { OrderColumn } from "@parley/limits";
import type { Words } from "@parley/words";
import Link from "next/link";
import { type Column, DataTable } from "@/components/data-table/data-table.tsx";
import { Age, Moment } from "@/components/display/moment.tsx";
import { Mono } from "@/components/display/mono.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { SubmitStatus } from "@/components/order/order-status.tsx";
import { statusLegend } from "@/components/order/status-legend.ts";
import { StoreLink } from "@/components/store/store-link.tsx";
import { TestChip } from "@/components/store/test-chip.tsx";
import { Mark } from "@/components/submit/mark.tsx";
import { contactMatch, isAmountMatch, isIdMatch, isTimeMatch, nameParts } from "@/components/submit/match.ts";
import {
  type CauseName,
  lower,
  type SearchInfo,
  type SubmitRow,
  shownCause,
  storeOfRow,
} from "@/components/submit/submit-row.ts";
import { formatHundredths } from "@/format/money.ts";
import { formatDuration } from "@/format/time.ts";

/** 25 rows of one line. On a phone the guest and the time lead, with the store below. */
export function SubmitTable({
  rows,
  columns,
  search,
  isNarrowed,
  now,
  say,
  status,
  causeName,
}: SubmitTableProps) {
  const readings = search?.understoodAs ?? [];
  return (
    <DataTable
      caption={say("name")}
      columns={columnsFor({ columns, readings, now, say, status, causeName })}
      rows={rows}
      rowKey={({ id }) => id}
      rowLink={({ href }) => href}
      empty={<NoSubmits isNarrowed={isNarrowed} say={say} />}
    />
  );
}

interface SubmitTableProps {
  rows: readonly SubmitRow[];
  columns: readonly OrderColumn[];
  search: SearchInfo | null;
  isNarrowed: boolean;
  /** ISO 8601. */
  now: string;
  say: Words<"orders">;
  status: Words<"status">;
  causeName: (cause: CauseName) => string;
}

type Look = Pick<SubmitTableProps, "columns" | "now" | "say" | "status" | "causeName"> & {
  readings: SearchInfo["understoodAs"];
};

const none = <span className="text-ink-faint">–</span>;

function columnsFor({ columns, readings, now, say, status, causeName }: Look): Column<SubmitRow>[] {
  const zoneOf = (row: SubmitRow) => row.store?.timezone ?? "UTC";
  const age = (row: SubmitRow) => (
    <Mark isMatch={isTimeMatch(row, readings)}>
      <Age at={row.at} zone={zoneOf(row)} now={now} />
    </Mark>
  );
  const store = (row: SubmitRow) => storeOfRow(row, say);
  const cause = (row: SubmitRow) => shownCause(row, causeName);
  const number = (row: SubmitRow) => (
    <Mark isMatch={isIdMatch(row.number, readings) || isIdMatch(row.requestUid, readings)}>
      <Mono short={24}>{row.number}</Mono>
    </Mark>
  );
  const chosen: Record<OrderColumn, Column<SubmitRow>> = {
    age: { header: say("column.age"), from: "md", cell: age },
    time: {
      header: say("column.time"),
      from: "md",
      cell: (row) => <Moment at={row.at} zone={zoneOf(row)} />,
    },
    store: {
      header: say("column.store"),
      from: "md",
      className: "max-w-48 truncate",
      cell: (row) => (row.store === null ? store(row) : <StoreLink store={row.store} />),
      title: (row) => row.store?.code ?? row.parLocationId,
    },
    cause: {
      header: say("column.cause"),
      from: "lg",
      className: "max-w-52 truncate",
      cell: (row) => cause(row) ?? none,
    },
    order: { header: say("column.order"), from: "lg", cell: number },
    pos: {
      header: say("column.pos"),
      from: "lg",
      cell: ({ posOrderId }) =>
        posOrderId === null ? (
          none
        ) : (
          <Mark isMatch={isIdMatch(posOrderId, readings)}>
            <Mono short={18}>{posOrderId}</Mono>
          </Mark>
        ),
    },
    items: { header: say("column.items"), from: "lg", isNumber: true, cell: ({ items }) => items ?? none },
    latency: {
      header: say("column.latency"),
      from: "md",
      isNumber: true,
      cell: ({ latencyMs }) => (latencyMs === null ? none : formatDuration(latencyMs)),
    },
  };
  const shown = (["age", "time", "store", "cause", "order", "pos", "items", "latency"] as const).filter(
    (name) => columns.includes(name),
  );
  return [
    {
      header: say("column.status"),
      hint: statusLegend(status),
      cell: ({ state }) => <SubmitStatus state={state} />,
      beside: ({ isDisputed }) =>
        isDisputed && (
          <span className="font-medium text-problem max-md:block md:ml-1.5">{status("disputed.word")}</span>
        ),
    },
    {
      header: say("column.guest"),
      isLead: true,
      cell: (row) => (
        <span className="block truncate font-normal">
          {row.guest?.name ? <Name name={row.guest.name} readings={readings} /> : number(row)}
        </span>
      ),
      beside: (row) => <Beside row={row} contact={contactMatch(row, readings)} say={say} status={status} />,
      folded: (row) => (
        <>
          {/* Before the name, whose end is cut where it is long. */}
          {age(row)}
          <TestChip store={row.store} /> · {store(row)}
          {cause(row) !== null && <> · {cause(row)}</>}
        </>
      ),
    },
    ...shown.map((name) => chosen[name]),
    {
      header: say("column.total"),
      isNumber: true,
      cell: (row) =>
        row.hundredths === null ? (
          none
        ) : (
          <Mark isMatch={isAmountMatch(row, readings)}>{formatHundredths(row.hundredths, row.currency)}</Mark>
        ),
    },
  ];
}

function Name({ name, readings }: { name: string; readings: SearchInfo["understoodAs"] }) {
  return nameParts(name, readings).map(({ text, at, isMatch }) => (
    <Mark key={at} isMatch={isMatch}>
      {text}
    </Mark>
  ));
}

/** How the guest was found, and what else PAR sent about a refused submit. */
function Beside({ row, contact, say, status }: BesideProps) {
  const { fate } = row;
  return (
    <>
      {contact !== null && (
        <span className="block text-xs">
          <Mark isMatch>{contact}</Mark>
        </span>
      )}
      {fate?.order && (
        <Link href={`/orders/${fate.order.id}`} className="relative z-10 block text-xs text-accent underline">
          {say("became", { state: status(`${lower(fate.order.state)}.word`) })}
        </Link>
      )}
      {fate !== null && fate.earlierTries > 0 && (
        <span className="block text-xs text-ink-faint">{say("repeated", { count: fate.earlierTries })}</span>
      )}
    </>
  );
}

interface BesideProps {
  row: SubmitRow;
  contact: string | null;
  say: Words<"orders">;
  status: Words<"status">;
}

function NoSubmits({ isNarrowed, say }: { isNarrowed: boolean; say: Words<"orders"> }) {
  return isNarrowed ? (
    <EmptyState icon="search" title={say("empty.narrowed")}>
      {say("empty.narrowedHint")}
    </EmptyState>
  ) : (
    <EmptyState icon="orders" title={say("empty.none")}>
      {say("empty.noneHint")}{" "}
      <Link href="/" className="font-medium text-accent underline">
        {say("empty.overview")}
      </Link>
    </EmptyState>
  );
}
