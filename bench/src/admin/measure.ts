import type postgres from "postgres";
import { percentile } from "../load.ts";
import { processorMs } from "../processor.ts";
import type { Product } from "../stage.ts";
import { askGraphql } from "./graphql.ts";
import type { Row } from "./rows.ts";

/** What asking came to; times in milliseconds. */
export interface Asked {
  p50: number;
  p95: number;
  /** Of the API and of the database's backends, per round. */
  processor: number;
  /** Of the database, per round; what runs in the background counts, too. */
  statements: number;
  /** The statement with the greatest mean time, and that. */
  slowest: string;
}

/** Not counted: plans are made and pages read. */
const WARM_UPS = 2;

/**
 * Asks one row as often as there are rounds, one after the other.
 * @throws Error where an answer has errors
 */
export async function ask(args: {
  row: Row;
  query: string;
  key: string;
  rounds: number;
  product: Product;
  serverPid: number;
  sql: postgres.Sql;
}): Promise<Asked> {
  const { row, query, key, rounds, product, serverPid, sql } = args;
  const send = (round: number) =>
    askGraphql({ apiPort: product.apiPort, key, query, variables: row.variables(round) });
  for (let round = 0; round < WARM_UPS; round += 1) await send(round);
  await sql`select pg_stat_statements_reset()`;
  const before = processorMs({ of: product.apiPid, childrenOf: serverPid });
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const startedAt = performance.now();
    await send(round);
    times.push(performance.now() - startedAt);
  }
  const processor = (processorMs({ of: product.apiPid, childrenOf: serverPid }) - before) / rounds;
  const ran = await sql<{ calls: number; ms: number; text: string }[]>`
    select calls::int, mean_exec_time as ms, regexp_replace(query, '\\s+', ' ', 'g') as text
    from pg_stat_statements where userid = 'parley_app'::regrole order by mean_exec_time desc`;
  const [slowest] = ran;
  times.sort((a, b) => a - b);
  return {
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    processor,
    statements: Math.round(ran.reduce((sum, { calls }) => sum + calls, 0) / rounds),
    slowest: slowest === undefined ? "" : `${slowest.ms.toFixed(0)} ms in ${slowest.text.slice(0, 300)}`,
  };
}
