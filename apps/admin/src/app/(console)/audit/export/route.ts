import { csvResponse } from "@/files/csv-response.ts";
import { type Answer, readQueryFor } from "@/graphql/read.ts";
import { auditActionsQuery, auditQuery } from "../audit.graphql.ts";
import { type AuditRow, auditHead, auditLine } from "../audit-export.ts";
import { auditAddress, auditVariables } from "../audit-search.ts";

export const dynamic = "force-dynamic";

const STATUS = { forbidden: 403, unavailable: 502, failed: 400 } as const;

/** What the list shows, all pages of it, as a file that is written while it is read. */
export async function GET({ url, headers }: Request): Promise<Response> {
  const search = auditAddress.parse(Object.fromEntries(new URL(url).searchParams));
  const actions = await readQueryFor(headers, auditActionsQuery, {});
  if (actions.kind !== "data") return refused(actions);
  const { filter } = auditVariables(search, actions.data.auditActions);
  // Next's own `headers()` is gone once the answer has begun, and the pages after the first are read then.
  const read = (after: string | null) => readQueryFor(headers, auditQuery, { after, filter });
  const first = await read(null);
  if (first.kind !== "data") return refused(first);

  async function* lines(): AsyncGenerator<string> {
    yield auditHead;
    for (let answer = first; ; ) {
      // A file that breaks off must not look whole.
      if (answer.kind !== "data") throw new Error("The export broke off.");
      const { edges, pageInfo } = answer.data.auditEntries;
      yield edges.map(({ node }: { node: AuditRow }) => auditLine(node)).join("");
      if (!pageInfo.hasNextPage) return;
      answer = await read(pageInfo.endCursor ?? null);
    }
  }

  return csvResponse(lines(), "parley-audit.csv");
}

function refused(answer: Exclude<Answer<unknown>, { kind: "data" }>): Response {
  return answer.kind === "unauthenticated"
    ? new Response(null, { status: 401 })
    : new Response(answer.message, { status: STATUS[answer.kind] });
}
