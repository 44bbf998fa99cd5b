import type { Metadata } from "next";
import { Age } from "@/components/display/moment.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { ListPage } from "@/components/list-page/list-page.tsx";
import { SubmitStatus } from "@/components/order/order-status.tsx";
import { StoreLink } from "@/components/store/store-link.tsx";
import { lower } from "@/components/submit/submit-row.ts";
import { currencyExponent } from "@/format/currency.ts";
import { formatHundredths } from "@/format/money.ts";
import type { ResultOf } from "@/graphql/document.ts";
import { readQuery } from "@/graphql/read.ts";
import type { SearchParams } from "@/navigation/search-params.ts";
import { withParams } from "@/navigation/search-params.ts";
import { ClientWords, words } from "@/words/server.tsx";
import { bulkPath, orderAddress, submitVariables } from "../(list)/order-search.ts";
import { BulkDesk, type BulkRow } from "./_components/bulk-desk.tsx";
import { assignableQuery, bulkQuery } from "./bulk.graphql.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("bulk"))("page.name") };
}

/** What the list shows, to be chosen from: one act on many, each judged and done by itself. */
export default async function BulkPage({ searchParams }: { searchParams: SearchParams }) {
  const search = orderAddress.parse(await searchParams);
  const [say, orders, causes] = await Promise.all([words("bulk"), words("orders"), words("causes")]);
  const now = new Date();
  const reading = await readQuery(bulkQuery, submitVariables(search, now));
  if (reading.kind !== "data") return <ReadFailed failure={reading} what={orders("what")} />;
  const { submits, me } = reading.data;
  const nodes = submits.edges.map(({ node }) => node);
  const actable = nodes.filter((node) => caseOf(node)?.canAct);
  const rows = actable.map((node): BulkRow => {
    const { id, name, state, cause, at, amount, store, holder } = factsOf(node);
    return {
      id,
      name,
      href: node.__typename === "Order" ? `/orders/${id}` : `/exchanges/${id}`,
      about: (
        <>
          <SubmitStatus state={state} />
          <span>{causes(`name.${cause}`)}</span>
          <Age at={at} zone={store?.timezone ?? "UTC"} now={now.toISOString()} />
          {store === null ? <span>{orders("noStore")}</span> : <StoreLink store={store} />}
          {holder !== null && <span>{holder}</span>}
          <span className="font-medium">{amount}</span>
        </>
      ),
    };
  });
  const { hasNextPage, endCursor } = submits.pageInfo;
  const listPath = orderAddress.print(search);
  return (
    <ClientWords rooms={["shell", "bulk"]}>
      <ListPage
        name={say("page.name")}
        sentence={say("page.sentence", { count: rows.length })}
        note={say("page.note")}
        actions={
          <a href={listPath} className="text-accent underline">
            {orders("name")}
          </a>
        }
        pager={{
          newestPath: search.after === null ? null : bulkPath(search),
          olderPath: hasNextPage
            ? withParams("/orders/bulk", { ...search, live: null, columns: null, after: endCursor ?? null })
            : null,
        }}
      >
        {nodes.length === 0 ? (
          <EmptyState icon="search" title={orders("empty.narrowed")}>
            {orders("list.none")}
          </EmptyState>
        ) : actable.length === 0 ? (
          <Notice tone="quiet">{say("page.hidden")}</Notice>
        ) : (
          <BulkDesk rows={rows} me={me?.id ?? null} people={await assignableTo(actable[0]?.id ?? "")} />
        )}
      </ListPage>
    </ClientWords>
  );
}

type Node = ResultOf<typeof bulkQuery>["submits"]["edges"][number]["node"];

function caseOf(node: Node) {
  return node.__typename === "Order" ? node.case : node.exchange.case;
}

function factsOf(node: Node) {
  const holder = caseOf(node)?.assignee?.name ?? null;
  if (node.__typename === "Order") {
    const { id, guest, onlineOrderId, orderUid, submitState: state, orderCause, receivedAt: at } = node;
    const { orderCurrency: currency, grandTotalCents: cents, orderStore: store } = node;
    const hundredths = currencyExponent(currency) === 2 ? cents : cents * 100;
    const name = guest?.name ?? onlineOrderId ?? orderUid;
    const amount = formatHundredths(hundredths, currency);
    return { id, name, state, cause: lower(orderCause), at, amount, store, holder };
  }
  const { id, guest, onlineOrderId, requestUid, causeClass, at, totalHundredths, currency } = node;
  return {
    id,
    name: guest?.name ?? onlineOrderId ?? requestUid ?? id,
    state: "REFUSED" as const,
    cause: lower(causeClass),
    at,
    amount: totalHundredths === null ? "–" : formatHundredths(totalHundredths, currency),
    store: node.location,
    holder,
  };
}

async function assignableTo(id: string): Promise<{ id: string; name: string }[]> {
  const reading = await readQuery(assignableQuery, { id });
  if (reading.kind !== "data") return [];
  const { node } = reading.data;
  if (node?.__typename === "Order") return node.case.assignable;
  return node?.__typename === "Exchange" ? (node.callCase?.assignable ?? []) : [];
}
