import { csvResponse } from "@/files/csv-response.ts";
import { readQueryFor } from "@/graphql/read.ts";
import { asOfTime, readAsOf } from "../as-of.ts";
import { exportedMappingsQuery } from "./export.graphql.ts";

export const dynamic = "force-dynamic";

/**
 * The mappings in force of one kind that the filter leaves, or as they stood at a minute of UTC, as a file that the import takes again. It is read part by
 * part, as the operator who asks for it; one that breaks off ends in an error, never as a shorter file.
 */
export async function GET({ url, headers }: Request): Promise<Response> {
  const { searchParams } = new URL(url);
  const kind = searchParams.get("kind") === "organization" ? "ORGANIZATION" : "LOCATION";
  const search = searchParams.get("q") || null;
  const asOf = asOfTime(readAsOf(Object.fromEntries(searchParams)));
  const read = (after: string | null) =>
    readQueryFor(headers, exportedMappingsQuery, { kind, search, asOf, after });
  const first = await read(null);
  if (first.kind === "unauthenticated") return new Response(null, { status: 401 });
  if (first.kind !== "data")
    return new Response(first.message, { status: first.kind === "forbidden" ? 403 : 502 });

  async function* lines(): AsyncGenerator<string> {
    for (let answer = first; ; ) {
      if (answer.kind !== "data") throw new Error("The export broke off.");
      const { text, next } = answer.data.exportedMappings;
      yield text;
      if (next === null) return;
      answer = await read(next);
    }
  }
  return csvResponse(lines(), kind === "LOCATION" ? "locations.csv" : "organizations.csv");
}
