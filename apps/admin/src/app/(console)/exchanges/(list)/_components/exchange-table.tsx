import type { Words } from "@parley/words";
import Link from "next/link";
import type { ReactNode } from "react";
import { stepAddress } from "@/components/autopsy/step-address.ts";
import { type Column, DataTable } from "@/components/data-table/data-table.tsx";
import { Icon } from "@/components/display/icon.tsx";
import { Age } from "@/components/display/moment.tsx";
import { Mono } from "@/components/display/mono.tsx";
import { toneText } from "@/components/display/tone.ts";
import { operationName } from "@/components/exchange/operation.ts";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { StoreLink } from "@/components/store/store-link.tsx";
import { TestChip } from "@/components/store/test-chip.tsx";
import { formatDuration } from "@/format/time.ts";
import type { ResultOf } from "@/graphql/document.ts";
import { words } from "@/words/server.tsx";
import type { exchangesQuery } from "../exchanges.graphql.ts";

type Exchange = ResultOf<typeof exchangesQuery>["exchanges"]["edges"][number]["node"];

/** Every recorded call, those included that were refused and those whose caller is not known. */
export async function ExchangeTable({ exchanges, isNarrowed, now }: ExchangeTableProps) {
  const say = await words("exchanges");
  return (
    <DataTable
      caption={say("name")}
      columns={columnsAt(now, say)}
      rows={exchanges}
      rowKey={(exchange) => exchange.id}
      rowLink={(exchange) => `/exchanges/${exchange.id}?view=engineer`}
      empty={
        <EmptyState icon="exchanges" title={say(isNarrowed ? "empty.narrowed" : "empty.none")}>
          {say("empty.help")}
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

function columnsAt(now: string, say: Words<"exchanges">): readonly Column<Exchange>[] {
  const age = ({ at, location }: Exchange) => <Age at={at} zone={location?.timezone ?? "UTC"} now={now} />;
  return [
    {
      header: say("list.outcome"),
      from: "md",
      cell: (exchange) => <Outcome exchange={exchange} />,
      title: ({ autopsy }) => autopsy.sentence,
    },
    {
      header: say("list.call"),
      isLead: true,
      cell: (exchange) => (
        <span className="inline-flex items-center gap-1.5 align-top whitespace-nowrap">
          <span className="text-ink-faint">
            <Icon name={exchange.direction === "IN" ? "inbound" : "outbound"} size={13} />
          </span>
          <span className="sr-only">{say(`call.${exchange.direction === "IN" ? "from" : "to"}`)}: </span>
          {operationName(exchange.operation, say)}
        </span>
      ),
      beside: ({ replayed }) =>
        replayed && <span className="ml-2 text-xs text-ink-faint">{say("list.repeat")}</span>,
      folded: (exchange) => (
        <>
          <Outcome exchange={exchange} />
          <TestChip store={exchange.location} /> · {otherSide(exchange, say)}
        </>
      ),
    },
    {
      header: say("list.age"),
      className: "max-md:text-right max-md:text-xs max-md:text-ink-soft",
      cell: age,
    },
    {
      header: say("list.withWhom"),
      from: "md",
      className: "max-w-48 truncate",
      cell: (exchange) =>
        exchange.location === null ? otherSide(exchange, say) : <StoreLink store={exchange.location} />,
      beside: ({ location, claimedStore, parLocationId }) =>
        location === null &&
        parLocationId && (
          <span className="text-ink-faint" title={parLocationId}>
            {" "}
            · {claimedStore === null ? parLocationId : say("claims", { store: claimedStore })}
          </span>
        ),
    },
    {
      header: say("list.order"),
      from: "md",
      cell: ({ onlineOrderId, requestUid }) => {
        const id = onlineOrderId ?? requestUid;
        return id === null ? <span className="text-ink-faint">–</span> : <Mono short={20}>{id}</Mono>;
      },
    },
    {
      header: say("list.step"),
      from: "lg",
      className: "max-w-56 truncate text-ink-soft",
      cell: ({ autopsy }) => stepOf(autopsy),
    },
    {
      header: say("list.took"),
      from: "md",
      isNumber: true,
      cell: ({ durationMs }) => formatDuration(durationMs),
    },
  ];
}

const tones = { OK: "ok", WAITING: "wait", PROBLEM: "problem" } as const;

/** What became of what the call was for, before what HTTP says of it. */
function Outcome({ exchange: { autopsy, status } }: { exchange: Exchange }) {
  const tone = tones[autopsy.tone];
  return (
    <span className={`inline-flex items-center gap-1.5 align-top whitespace-nowrap ${toneText[tone]}`}>
      <Icon name={tone === "ok" ? "placed" : tone === "wait" ? "pending" : "rejected"} size={14} />
      <span className="font-medium">{autopsy.cause}</span>
      <span className="font-mono text-xs text-ink-faint max-md:hidden">{status ?? "–"}</span>
    </span>
  );
}

/** The first step that is the reader's; else who has the job. */
function stepOf({ steps, whoseJob, tone }: Exchange["autopsy"]): ReactNode {
  const step = steps.find(({ mayYou }) => mayYou);
  if (step?.__typename === "NextStepLink")
    return (
      <Link href={stepAddress(step)} className="relative z-10 text-accent hover:underline">
        {step.label}
      </Link>
    );
  return tone === "PROBLEM" ? whoseJob : null;
}

/** Who is at the other end: who called us, or the store whose POS we called. */
function otherSide({ direction, location, connection }: Exchange, say: Words<"exchanges">): string {
  const known = direction === "OUT" ? location?.name : (location?.name ?? connection?.name);
  return known ?? say("call.unauthenticated");
}
