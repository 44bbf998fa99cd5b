import type { Words } from "@parley/words";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { type Column, DataTable } from "@/components/data-table/data-table.tsx";
import { Age } from "@/components/display/moment.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { TabLinks } from "@/components/filter-bar/tab-links.tsx";
import { ListPage } from "@/components/list-page/list-page.tsx";
import { formatMoney } from "@/format/money.ts";
import type { ResultOf } from "@/graphql/document.ts";
import { readQuery } from "@/graphql/read.ts";
import type { SearchParams } from "@/navigation/search-params.ts";
import { words } from "@/words/server.tsx";
import { billsQuery } from "./bills.graphql.ts";

type Store = NonNullable<ResultOf<typeof billsQuery>["location"]>;
type Group = Store["driftGroups"][number];

const SPANS = [7, 30, 365] as const;
const DEFAULT = 30;

interface BillsPageProps {
  params: Promise<{ location: string }>;
  searchParams: SearchParams;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("bill"))("drift.name") };
}

/** Where a store's POS charges other amounts than it is sent: which items, how often, since when. */
export default async function BillsPage({ params, searchParams }: BillsPageProps) {
  const { location: id } = await params;
  const asked = Number((await searchParams).days);
  const days = SPANS.find((span) => span === asked) ?? DEFAULT;
  const say = await words("bill");
  const reading = await readQuery(billsQuery, { id, days });
  if (reading.kind !== "data") return <ReadFailed failure={reading} what={say("drift.name")} />;
  const { location } = reading.data;
  if (location === null) notFound();
  const groups = location.driftGroups;
  const orders = groups.reduce((sum, { count }) => sum + count, 0);
  return (
    <ListPage
      name={say("drift.name")}
      sentence={say("drift.sentence", { store: location.name, count: orders, days })}
      note={say("drift.note")}
      filters={
        <div className="mb-3 flex">
          <TabLinks
            label={say("drift.span")}
            tabs={SPANS.map((span) => ({
              word: say("drift.days", { days: span }),
              href: `/stores/${location.id}/bills?days=${span}`,
              isHere: span === days,
            }))}
          />
        </div>
      }
    >
      <DataTable
        caption={say("drift.name")}
        columns={columnsOf(say, location)}
        rows={groups}
        rowKey={({ kind, lastOrderId }) => `${kind} ${lastOrderId}`}
        rowLink={({ lastOrderId }) => `/orders/${lastOrderId}`}
        empty={<EmptyState title={say("drift.emptyTitle")}>{say("drift.empty")}</EmptyState>}
      />
    </ListPage>
  );
}

function columnsOf(say: Words<"bill">, { currency, timezone }: Store): readonly Column<Group>[] {
  const now = new Date().toISOString();
  const money = (cents: number) => formatMoney(cents, currency);
  return [
    { header: say("what"), isLead: true, cell: (group) => nameOf(say, group) },
    { header: say("drift.count"), isNumber: true, cell: ({ count }) => count },
    { header: say("drift.sent"), isNumber: true, from: "sm", cell: ({ oursCents }) => money(oursCents) },
    { header: say("pos"), isNumber: true, cell: ({ posCents }) => money(posCents) },
    {
      header: say("drift.difference"),
      isNumber: true,
      from: "md",
      cell: ({ differenceCents }) => `${differenceCents > 0 ? "+" : ""}${money(differenceCents)}`,
    },
    {
      header: say("drift.first"),
      from: "lg",
      cell: ({ firstAt }) => <Age at={firstAt} zone={timezone} now={now} />,
    },
    {
      header: say("drift.last"),
      from: "sm",
      cell: ({ lastAt }) => <Age at={lastAt} zone={timezone} now={now} />,
    },
  ];
}

const sums = ["subtotal", "discount", "fee", "tax", "tip", "grand"] as const;

function nameOf(say: Words<"bill">, { kind, name }: Group): string {
  const sum = sums.find((each) => each === kind);
  if (sum !== undefined) return say(`row.${sum}`);
  return kind === "missing" ? say("drift.missing", { name: name ?? "?" }) : (name ?? kind);
}
