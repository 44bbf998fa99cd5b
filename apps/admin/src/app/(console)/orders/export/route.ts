import { csvLine } from "@parley/limits";
import { wordsIn } from "@parley/words";
import {
  lower,
  type SubmitFacts,
  shownCause,
  storeOfRow,
  submitFacts,
} from "@/components/submit/submit-row.ts";
import { csvResponse } from "@/files/csv-response.ts";
import { readQueryFor } from "@/graphql/read.ts";
import { languageOfRequest } from "@/words/language.ts";
import { orderAddress, submitVariables } from "../(list)/order-search.ts";
import { exportQuery } from "./export.graphql.ts";

export const dynamic = "force-dynamic";

/**
 * What the list shows, as a file: page by page, as the operator who asks for it, so that it holds what they may see
 * and no more. One that breaks off ends in an error, never as a shorter file.
 */
export async function GET({ url, headers }: Request): Promise<Response> {
  const search = orderAddress.parse(Object.fromEntries(new URL(url).searchParams));
  const variables = submitVariables(search, new Date());
  const language = wordsIn(languageOfRequest(headers));
  const [say, status, causes] = [language("orders"), language("status"), language("causes")];
  const read = (after: string | null) => readQueryFor(headers, exportQuery, { ...variables, after });
  const first = await read(null);
  if (first.kind === "unauthenticated") return new Response(null, { status: 401 });
  if (first.kind !== "data")
    return new Response(first.message, { status: first.kind === "forbidden" ? 403 : 502 });

  const header = csvLine([
    say("column.time"),
    say("column.status"),
    say("column.cause"),
    say("column.guest"),
    say("column.phone"),
    say("column.email"),
    say("column.store"),
    say("column.storeCode"),
    say("column.order"),
    say("column.uid"),
    say("column.pos"),
    say("column.total"),
    say("column.currency"),
    say("column.items"),
    `${say("column.latency")} (ms)`,
  ]);
  const lineOf = (row: SubmitFacts) =>
    csvLine([
      row.at,
      status(`${lower(row.state)}.word`),
      shownCause(row, (cause) => causes(`name.${cause}`)),
      row.guest?.name ?? null,
      row.guest?.phone ?? null,
      row.guest?.email ?? null,
      row.store === null && row.claimedStore === null ? row.parLocationId : storeOfRow(row, say),
      row.store?.code ?? null,
      row.number,
      row.requestUid,
      row.posOrderId,
      row.hundredths === null ? null : row.hundredths / 100,
      row.currency,
      row.items,
      row.latencyMs,
    ]);

  async function* lines(): AsyncGenerator<string> {
    yield header;
    for (let answer = first; ; ) {
      if (answer.kind !== "data") throw new Error("The export broke off.");
      const { edges, pageInfo } = answer.data.submits;
      yield edges.map(({ node }) => lineOf(submitFacts(node))).join("");
      if (!pageInfo.hasNextPage) return;
      answer = await read(pageInfo.endCursor ?? null);
    }
  }
  return csvResponse(lines(), "orders.csv");
}
