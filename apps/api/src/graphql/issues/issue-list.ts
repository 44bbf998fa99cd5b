import { idFrom } from "@parley/db";
import { countNeedyIssues, listPastIssues } from "@parley/db/issues";
import { type IssueView, readCurrent, viewsOf } from "../../issues/current.ts";
import { findIssue } from "../../issues/find.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import { limits } from "../kernel/limits.ts";
import { badInput, pageArgs, pageComplexity, readPage } from "../kernel/page.ts";
import { CauseClass } from "../orders/cause-class.ts";
import { IssueState, IssueType } from "./issue.ts";

const IssueFilter = builder.inputType("IssueFilter", {
  description: "Which issues to list; everything given must hold.",
  fields: (t) => ({
    state: t.field({
      type: IssueState,
      description: "Only those that stand so; left out, all that last: open, acknowledged and snoozed.",
    }),
    causes: t.field({ type: [CauseClass], description: "Only these causes." }),
    brandId: t.id({ description: "Only this brand." }),
    locationId: t.id({ description: "Only this store." }),
  }),
});

type Filter = typeof IssueFilter.$inferInput;
type PageArgs = { first?: number | null | undefined; after?: string | null | undefined };

const IssuesConnection = builder.connectionObject(
  {
    type: IssueType,
    name: "QueryIssuesConnection",
    description: "A page of issues.",
    authScopes: { signedIn: true },
  },
  {
    name: "QueryIssuesConnectionEdge",
    description: "One issue of the page.",
    authScopes: { signedIn: true },
  },
);

builder.queryFields((t) => ({
  issues: t.field({
    type: IssuesConnection,
    description:
      "Issues. Those that last come by harm, money times age first; those that are over or resolved by time, newest first.",
    authScopes: { signedIn: true },
    complexity: pageComplexity,
    args: { ...pageArgs(t), filter: t.arg({ type: IssueFilter, description: "Which ones." }) },
    resolve: (_root, { filter, ...args }, context) =>
      filter?.state === "over" || filter?.state === "resolved"
        ? pastIssues(context, filter, args)
        : currentIssues(context, filter ?? {}, args),
  }),
  issue: t.field({
    type: IssueType,
    nullable: true,
    description: "One issue; null where it does not exist for you.",
    authScopes: { signedIn: true },
    args: { id: t.arg.id({ required: true, description: "Its key, `iss_…`." }) },
    resolve: (_root, { id }, { db, scopeFor, now, ledgerNow }) =>
      findIssue(db, { scope: scopeFor("orders.read"), id, now: now(), ledgerNow: ledgerNow() }),
  }),
  issueCount: t.int({
    description:
      "How many issues need somebody, those at test stores left out, as counted a few seconds ago: a number beside the menu.",
    authScopes: { signedIn: true },
    resolve: (_root, _args, { db, scopeFor, now }) =>
      countNeedyIssues(db, { scope: scopeFor("orders.read"), now: now() }),
  }),
}));

async function pastIssues(context: GraphqlContext, filter: Filter, args: PageArgs) {
  const { db, scopeFor, now, ledgerNow } = context;
  const scope = scopeFor("orders.read");
  const how = filter.state === "resolved" ? "resolved" : "over";
  const page = await readPage(
    args,
    (row: { lastSeenAt: Date; id: string }) => row.lastSeenAt,
    (slice) =>
      listPastIssues(db, {
        scope,
        page: slice,
        filter: {
          how,
          causes: filter.causes ?? undefined,
          brandId: filter.brandId ?? undefined,
          locationId: filter.locationId ?? undefined,
        },
      }),
  );
  const rows = page.edges.map(({ node }) => node);
  const views = await viewsOf(db, rows, { scope, now: now(), ledgerNow: ledgerNow() });
  const edges = page.edges.flatMap(({ node, cursor }) => {
    const view = views.find(({ id }) => id === node.id);
    return view === undefined ? [] : [{ cursor, node: view }];
  });
  return { ...page, edges };
}

/** All of them are there at once, so a cursor is the place after an issue, wherever it now stands. */
async function currentIssues(context: GraphqlContext, filter: Filter, args: PageArgs) {
  const { db, scopeFor, now, ledgerNow } = context;
  const scope = scopeFor("orders.read");
  const first = args.first === undefined ? limits.pageSize : args.first;
  if (first === null || first < 1 || first > limits.pageSizeMax)
    throw badInput(`first is a number from 1 to ${limits.pageSizeMax}.`);
  const { issues } = await readCurrent(db, { scope, now: now(), ledgerNow: ledgerNow() });
  const fitting = issues.filter((issue) => fits(issue, filter));
  const start = startOf(fitting, args.after ?? null);
  const edges = fitting
    .slice(start, start + first)
    .map((node, at) => ({ cursor: cursorOf(start + at, node), node }));
  return {
    edges,
    pageInfo: {
      hasNextPage: fitting.length > start + first,
      hasPreviousPage: start > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

function fits(issue: IssueView, { state, causes, brandId, locationId }: Filter): boolean {
  return (
    (!state || issue.state === state) &&
    (!causes || causes.includes(issue.cause)) &&
    (!brandId || issue.brandId === brandId) &&
    (!locationId || issue.locationId === idFrom("loc", locationId))
  );
}

function cursorOf(place: number, { id }: IssueView): string {
  return Buffer.from(`${place} ${id}`).toString("base64url");
}

/** After the issue that the cursor names, or, where that one is gone, after its place. */
function startOf(issues: readonly IssueView[], cursor: string | null): number {
  if (cursor === null) return 0;
  const match = /^(\d{1,6}) (iss_\w{1,64})$/.exec(Buffer.from(cursor, "base64url").toString());
  if (cursor.length > limits.cursorLength || match === null)
    throw badInput("This is not a cursor of this list.");
  const at = issues.findIndex(({ id }) => id === match[2]);
  return (at < 0 ? Number(match[1]) - 1 : at) + 1;
}
