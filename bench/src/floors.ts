import { newId } from "@parley/db";
import { type LoadResult, percentile } from "./load.ts";
import { orderBody } from "./requests.ts";
import type { TwinDatabase } from "./twin/database.ts";
import { answerOf, posOrderOf, twinOrder } from "./twin/order.ts";
import { exchangeOf, firstRowsOf, referenceOf, type TwinPlace } from "./twin/rows.ts";

/**
 * The database's own limit: the two statements that place an order (order with payload, key, event and
 * attempt; result with answer and exchanges), from a bare client with nothing in between.
 */
export async function runFloor(options: {
  db: TwinDatabase;
  place: TwinPlace;
  concurrency: number;
  durationMs: number;
  prefix: string;
}): Promise<LoadResult> {
  const { db, place } = options;
  const latencies: number[] = [];
  const start = performance.now();
  const end = start + options.durationMs;
  let serial = 0;

  async function placeOne(): Promise<void> {
    const now = new Date();
    serial += 1;
    const body = twinOrder.parse(orderBody(`${options.prefix}-${serial}`, now));
    const id = newId("ord");
    const posOrder = posOrderOf(body, { reference: referenceOf(place, body), store: place.store });
    const requestBody = JSON.stringify(body);
    const responseBody = answerOf(body, "placed", id);
    const seen = {
      operation: "submit_order",
      method: "POST",
      path: "/",
      startedAt: now,
      requestBody,
      responseBody,
      order: body,
      orderId: id,
    };
    const exchanges = [exchangeOf(place, seen), exchangeOf(place, { ...seen, direction: "out" })];
    const from = performance.now();
    await db.insertOrder(firstRowsOf(place, { id, body, posOrder, worker: "floor" }));
    await db.recordResult({
      orderId: id,
      resultId: newId("res"),
      posOrderId: id,
      worker: "floor",
      answer: responseBody,
      exchanges,
    });
    latencies.push(performance.now() - from);
  }

  const worker = async () => {
    while (performance.now() < end) await placeOne();
  };
  await Promise.all(Array.from({ length: options.concurrency }, worker));
  const sorted = latencies.toSorted((a, b) => a - b);
  return {
    requestsPerSecond: sorted.length / ((performance.now() - start) / 1_000),
    count: sorted.length,
    answered: sorted.length,
    p50Ms: percentile(sorted, 0.5),
    p95Ms: percentile(sorted, 0.95),
    p99Ms: percentile(sorted, 0.99),
    p999Ms: percentile(sorted, 0.999),
    statuses: {},
  };
}
