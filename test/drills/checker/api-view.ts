/** The orders as the operators' API shows them: the third of the checker's three sources. */

export type ApiState =
  | "RECEIVED"
  | "DISPATCHING"
  | "UNKNOWN"
  | "ATTENTION"
  | "PLACED"
  | "REJECTED"
  | "ERRORED";

export interface ApiOrder {
  id: string;
  requestUid: string;
  /** Further request uids of the same order. */
  aliases: readonly string[];
  state: ApiState;
  posOrderId: string | null;
  /** The name for the store at the POS that the order went to. */
  posStore: string | null;
  receivedAtMs: number;
  /** When it was settled; null while it is not. */
  finalAtMs: number | null;
}

export interface ApiView {
  orders: readonly ApiOrder[];
  /** Ids of the orders that are listed as paid but not placed: those that PAR is answered `pending` for. */
  paidNotPlaced: readonly string[];
  /** Ids of the orders that are listed as waiting for a person. */
  attention: readonly string[];
  /** How many paid orders the overview's sentence says that no kitchen has, or has confirmed. */
  toldNotPlaced: number;
  /** When it was read. */
  readAtMs: number;
}

export interface ApiDoor {
  /** Base URL of any API process. */
  apiUrl: string;
  /** An operator's key (`npm run parley -- operator api-key create`) of any role for all brands. */
  apiKey: string;
}

const PAGE = 50;
/** Readings before giving up: a list that changes between two pages is read again. */
const TRIES = 5;

interface OrderNode {
  id: string;
  requestUid: string;
  aliases: string[];
  state: ApiState;
  posOrderId: string | null;
  receivedAt: string;
  finalAt: string | null;
  pos: { store: string | null };
}

interface Connection<Node> {
  edges: { node: Node }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

const ORDER = "id requestUid aliases state posOrderId receivedAt finalAt pos { store }";

/**
 * Reads every order and both lists, page by page, until two readings of the open orders agree: the checker
 * needs one consistent view, and only an API whose orders do not change can give it.
 * @throws Error where the API refuses a query or its orders keep changing.
 */
export async function readApiView(door: ApiDoor): Promise<ApiView> {
  for (let left = TRIES; left > 0; left--) {
    const before = await readOpen(door);
    const orders = await listAll<OrderNode>(door, ORDER, {});
    const toldNotPlaced = await readToldNotPlaced(door);
    const after = await readOpen(door);
    if (JSON.stringify(before) === JSON.stringify(after)) {
      return { orders: orders.map(toOrder), ...after, toldNotPlaced, readAtMs: Date.now() };
    }
  }
  throw new Error(`The API's lists of open orders still change after ${TRIES} readings`);
}

async function readOpen(door: ApiDoor): Promise<{ paidNotPlaced: string[]; attention: string[] }> {
  const [paidNotPlaced, attention] = await Promise.all([
    listAll<{ id: string }>(door, "id", { status: "PENDING" }),
    listAll<{ id: string }>(door, "id", { states: ["ATTENTION"] }),
  ]);
  return { paidNotPlaced: paidNotPlaced.map(({ id }) => id), attention: attention.map(({ id }) => id) };
}

async function readToldNotPlaced(door: ApiDoor): Promise<number> {
  const data = await ask<{ overview: { sentence: string } }>(door, "{ overview { sentence } }", {});
  return countToldBy(data.overview.sentence);
}

/**
 * The number that the overview's sentence opens with, where it is about paid orders; 0 where it is about anything else.
 * @throws Error where it is about paid orders in words that we cannot read
 */
export function countToldBy(sentence: string): number {
  if (!/paid order/i.test(sentence)) return 0;
  const number = /^([\d,]+) paid orders?\b/.exec(sentence)?.[1];
  if (number === undefined) throw new Error(`The overview does not say how many: ${sentence}`);
  return Number(number.replaceAll(",", ""));
}

async function listAll<Node>(door: ApiDoor, fields: string, filter: object): Promise<Node[]> {
  const query = `query($after: String, $filter: OrderFilter) {
    orders(first: ${PAGE}, after: $after, filter: $filter) {
      edges { node { ${fields} } } pageInfo { hasNextPage endCursor }
    }
  }`;
  const nodes: Node[] = [];
  let after: string | null = null;
  for (;;) {
    const data: { orders: Connection<Node> } = await ask(door, query, { after, filter });
    nodes.push(...data.orders.edges.map(({ node }) => node));
    if (!data.orders.pageInfo.hasNextPage) return nodes;
    after = data.orders.pageInfo.endCursor;
  }
}

async function ask<Data>(door: ApiDoor, query: string, variables: object): Promise<Data> {
  const response = await fetch(`${door.apiUrl}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${door.apiKey}` },
    body: JSON.stringify({ query, variables }),
  });
  const answer: { data?: Data | null; errors?: unknown } = await response.json();
  if (answer.errors !== undefined || answer.data === undefined || answer.data === null) {
    throw new Error(`The operators' API answered ${response.status}: ${JSON.stringify(answer.errors)}`);
  }
  return answer.data;
}

function toOrder(node: OrderNode): ApiOrder {
  const { pos, receivedAt, finalAt, ...rest } = node;
  return {
    ...rest,
    posStore: pos.store,
    receivedAtMs: Date.parse(receivedAt),
    finalAtMs: finalAt === null ? null : Date.parse(finalAt),
  };
}
