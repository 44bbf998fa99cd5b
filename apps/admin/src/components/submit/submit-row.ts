import type { Words } from "@parley/words";
import { currencyExponent } from "@/format/currency.ts";
import type { ResultOf } from "@/graphql/document.ts";
import type { searchFragment, submitFragment } from "./submit.graphql.ts";

type Node = ResultOf<typeof submitFragment>;

/** What a search made of its term. */
export type SearchInfo = ResultOf<typeof searchFragment>;

export type SubmitStateName = Extract<Node, { __typename: "Order" }>["submitState"];

export type CauseName = Lowercase<Extract<Node, { __typename: "Order" }>["orderCause"]>;

/** What a row is read from; the row of a file asks for no more. */
type Facts =
  | (Omit<OrderNode, "id" | "dispute" | "orderStore"> & { orderStore: Named })
  | (Omit<RefusedNode, "code" | "earlierTries" | "order" | "location"> & { location: Named | null });

type OrderNode = Extract<Node, { __typename: "Order" }>;
type RefusedNode = Extract<Node, { __typename: "RefusedSubmit" }>;
interface Named {
  name: string;
  code: string;
}

/** What a submit says of itself, whether it became an order or not. */
export interface SubmitFacts {
  state: SubmitStateName;
  cause: CauseName;
  at: string;
  guest: { name: string | null; phone: string | null; email: string | null } | null;
  store: Named | null;
  /** PAR's id of a store that is not known here. */
  parLocationId: string | null;
  /** The store that a refused submit says it is for, where nothing that it says is proven. */
  claimedStore: string | null;
  /** The number that a guest knows, else the request's uid. */
  number: string;
  requestUid: string | null;
  posOrderId: string | null;
  hundredths: number | null;
  currency: string | null;
  items: number | null;
  /** Until it was settled, or answered; null while it is not. */
  latencyMs: number | null;
}

/** A submit as the table shows it. */
export interface SubmitRow extends SubmitFacts {
  id: string;
  href: string;
  isDisputed: boolean;
  store: { id: string; name: string; code: string; timezone: string; isTest: boolean } | null;
  /** The order that a refused one became, and how often it had been refused before. */
  fate: { order: { id: string; state: SubmitStateName } | null; earlierTries: number } | null;
}

export function submitRow(node: Node): SubmitRow {
  const facts = submitFacts(node);
  if (node.__typename === "Order") {
    const { id, dispute, orderStore } = node;
    return {
      ...facts,
      id,
      href: `/orders/${id}`,
      isDisputed: dispute !== null,
      store: orderStore,
      fate: null,
    };
  }
  const { id, location, order, earlierTries } = node;
  return {
    ...facts,
    id,
    href: `/exchanges/${id}`,
    isDisputed: false,
    store: location,
    fate: { order: order === null ? null : { id: order.id, state: order.submitState }, earlierTries },
  };
}

export function submitFacts(node: Facts): SubmitFacts {
  if (node.__typename === "Order") {
    const { grandTotalCents, orderCurrency, finalAt, receivedAt } = node;
    return {
      state: node.submitState,
      cause: lower(node.orderCause),
      at: receivedAt,
      guest: node.guest,
      store: node.orderStore,
      parLocationId: null,
      claimedStore: null,
      number: node.onlineOrderId ?? node.orderUid,
      requestUid: node.orderUid,
      posOrderId: node.posOrderId,
      hundredths: currencyExponent(orderCurrency) === 2 ? grandTotalCents : grandTotalCents * 100,
      currency: orderCurrency,
      items: node.orderItems,
      latencyMs: finalAt === null ? null : Date.parse(finalAt) - Date.parse(receivedAt),
    };
  }
  return {
    state: "REFUSED",
    cause: lower(node.causeClass),
    at: node.at,
    guest: node.guest,
    store: node.location,
    parLocationId: node.parLocationId,
    claimedStore: node.claimedStore,
    number: node.onlineOrderId ?? node.requestUid ?? node.id,
    requestUid: node.requestUid,
    posOrderId: null,
    hundredths: node.totalHundredths,
    currency: node.currency,
    items: node.itemCount,
    latencyMs: node.durationMs,
  };
}

/** What the store of a row is called; one that is only claimed is said to be. */
export function storeOfRow({ store, claimedStore, parLocationId }: StoreOfRow, say: Words<"orders">): string {
  if (store !== null) return store.name;
  if (claimedStore !== null) return say("claims", { store: claimedStore });
  return parLocationId ?? say("noStore");
}

type StoreOfRow = Pick<SubmitFacts, "store" | "claimedStore" | "parLocationId">;

/** Whether a cause is worth a word. One rule for the list, its file and the order's page, so that they say the same. */
export function isCauseShown(cause: string): boolean {
  return cause !== "placed";
}

/** What the cause of a row is called; null for an order that is placed and that nothing contradicts. */
export function shownCause({ cause }: Pick<SubmitFacts, "cause">, nameOf: (cause: CauseName) => string) {
  return isCauseShown(cause) ? nameOf(cause) : null;
}

/** A word of the API as the catalogue has it. */
export function lower<Word extends string>(word: Word): Lowercase<Word> {
  return word.toLowerCase() as Lowercase<Word>;
}

/** A word of the catalogue as the API has it. */
export function upper<Word extends string>(word: Word): Uppercase<Word> {
  return word.toUpperCase() as Uppercase<Word>;
}
