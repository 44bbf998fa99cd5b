import { readFileSync } from "node:fs";
import postgres from "postgres";

/**
 * The twins' database: tables and statements as Parley had them on 30 November 2026, with a client of their own. Frozen,
 * so that what Parley saves in its statements and tables shows in the ratio to its twin.
 */
export interface TwinDatabase extends AsyncDisposable {
  /** The order with this key, if any: [connection, organization, location, request uid]. */
  findOrderByKey(key: readonly [string, string, string, string]): Promise<boolean>;
  insertOrder(args: InsertOrder): Promise<void>;
  recordResult(args: RecordResult): Promise<void>;
  insertExchanges(exchanges: readonly ExchangeRows[]): Promise<void>;
  /** The stored answer of the order that PAR calls so; null where there is none. */
  findAnswer(args: { connectionId: string; orderId: string }): Promise<string | null>;
}

/** A row under its columns' names. */
type Columns = Readonly<Record<string, unknown>>;

export interface ExchangeRows {
  head: Columns;
  body: Columns;
}

export interface InsertOrder {
  key: Columns;
  order: Columns & { id: string; online_order_id: string; connection_id: string; par_location_id: string };
  payload: Columns;
  attempt: Columns;
  giveUpInMs: number;
  leaseMs: number;
}

export interface RecordResult {
  orderId: string;
  resultId: string;
  posOrderId: string;
  worker: string;
  answer: string;
  exchanges: readonly ExchangeRows[];
}

const read = (name: string) => readFileSync(new URL(`statements/${name}.sql`, import.meta.url), "utf8");
const statements = {
  orderByKey: read("order-by-key"),
  insertOrder: read("insert-order"),
  recordResult: read("record-result"),
  insertExchanges: read("insert-exchanges"),
  orderForStatus: read("order-for-status"),
};

const JSON_TYPES = [114, 3802];
const GATHER_MS = 10;

export function openTwinDatabase(url: string, applicationName: string): TwinDatabase {
  const sql = postgres(url, {
    max: 8,
    fetch_types: false,
    onnotice: () => {},
    connection: { application_name: applicationName },
  });
  for (const type of JSON_TYPES)
    sql.options.serializers[type] = (value: unknown) =>
      typeof value === "string" ? value : JSON.stringify(value);
  const announce = createAnnouncer(sql);
  const run = (text: string, parameters: postgres.ParameterOrJSON<never>[]) =>
    sql.unsafe(text, parameters, { prepare: true });

  return {
    async findOrderByKey(key) {
      return (await run(statements.orderByKey, [...key])).length > 0;
    },

    async insertOrder({ key, order, payload, attempt, giveUpInMs, leaseMs }) {
      const parts = [null, JSON.stringify(key), order.online_order_id, order.connection_id];
      const rows = await run(statements.insertOrder, [
        ...[...parts, order.par_location_id, "[]", JSON.stringify(order), null, giveUpInMs, leaseMs, false],
        ...[JSON.stringify([payload]), JSON.stringify(attempt), true, "[]", "[]"],
        ...["received", "dispatching", "par", null],
      ]);
      if (rows.length !== 1) throw new Error("The load must not repeat itself");
      announce(order.id);
    },

    async recordResult({ orderId, resultId, posOrderId, worker, answer, exchanges }) {
      const rows = await run(statements.recordResult, [
        ...[null, "placed", null, posOrderId, false, 0, false, null, true, orderId, 1],
        ...[resultId, 1, "placed", JSON.stringify({ posOrderId }), "placed", "placed", worker, null],
        ...[answer, 200, true, headsOf(exchanges), bodiesOf(exchanges)],
      ]);
      if (rows.length !== 1) throw new Error("The order was not there");
      announce(orderId);
    },

    async insertExchanges(exchanges) {
      await run(statements.insertExchanges, [headsOf(exchanges), "[]", bodiesOf(exchanges)]);
    },

    async findAnswer({ connectionId, orderId }) {
      const ids = [orderId, connectionId, orderId, connectionId, orderId, connectionId];
      const [row] = await run(statements.orderForStatus, [...ids, null, null, null, null, 1]);
      return row?.answer ?? null;
    },

    async [Symbol.asyncDispose]() {
      await sql.end({ timeout: 5 });
    },
  };
}

const headsOf = (exchanges: readonly ExchangeRows[]) => JSON.stringify(exchanges.map(({ head }) => head));
const bodiesOf = (exchanges: readonly ExchangeRows[]) => JSON.stringify(exchanges.map(({ body }) => body));

/** Tells of changed orders in batches, as Parley does, though nobody listens. */
function createAnnouncer(sql: postgres.Sql): (orderId: string) => void {
  let gathered: string[] = [];
  const flush = () => {
    const payloads = JSON.stringify(gathered);
    gathered = [];
    sql`select pg_notify('parley_orders', payload) from json_array_elements_text(${payloads}::json) payload`.catch(
      () => {},
    );
  };
  return (orderId) => {
    if (gathered.push(orderId) === 1) setTimeout(flush, GATHER_MS);
  };
}

/** Makes a database of these tables, with the one connection, brand and store that the load names. */
export async function makeTwinDatabase(
  ownerUrl: string,
  place: { connectionId: string; brandId: string; locationId: string },
): Promise<string> {
  const from = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  await from`create database twins`;
  await from.end();
  const url = new URL(ownerUrl);
  url.pathname = "/twins";
  const to = postgres(url.href, { max: 1, onnotice: () => {} });
  await to.unsafe(readFileSync(new URL("schema.sql", import.meta.url), "utf8"));
  await to`insert into connections values (${place.connectionId})`;
  await to`insert into brands values (${place.brandId})`;
  await to`insert into locations values (${place.locationId})`;
  await to.end();
  return url.href;
}
