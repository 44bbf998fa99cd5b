import { csvResponse } from "@/files/csv-response.ts";
import { readQuery } from "@/graphql/read.ts";
import { auditActionsQuery, auditQuery } from "../audit.graphql.ts";
import { type AuditRow, auditHead, auditLine } from "../audit-export.ts";
import { auditAddress, auditVariables } from "../audit-search.ts";

export const dynamic = "force-dynamic";

/** What a query may cost allows for no more. */
const PAGE = 25;
const STATUS = { forbidden: 403, unavailable: 502, failed: 400 } as const;

/** What the list shows, all pages of it, as a file that is written while it is read. */
export async function GET(request: Request): Promise<Response> {
  const search = auditAddress.parse(Object.fromEntries(new URL(request.url).searchParams));
  const actions = await readQuery(auditActionsQuery, {});
  if (actions.kind !== "data") return new Response(actions.message, { status: STATUS[actions.kind] });
  const { filter } = auditVariables(search, actions.data.auditActions);
  const read = (after: string | null) => readQuery(auditQuery, { first: PAGE, after, filter });
  const first = await read(null);
  if (first.kind !== "data") return new Response(first.message, { status: STATUS[first.kind] });

  async function* lines(): AsyncGenerator<string> {
    let page = first;
    yield auditHead;
    for (;;) {
      // A file that breaks off must not look whole.
      if (page.kind !== "data") throw new Error(page.message);
      const { edges, pageInfo } = page.data.auditEntries;
      yield edges.map(({ node }: { node: AuditRow }) => auditLine(node)).join("");
      if (!pageInfo.hasNextPage) return;
      page = await read(pageInfo.endCursor ?? null);
    }
  }

  return csvResponse(lines(), "parley-audit.csv");
}
