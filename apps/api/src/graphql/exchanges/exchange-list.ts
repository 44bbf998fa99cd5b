import { idFrom } from "@parley/db";
import {
  type Exchange as ExchangeRow,
  type ExchangeFilter as Filter,
  findExchange,
  listExchanges,
} from "@parley/db/exchanges";
import { callMatchesOf } from "../../explain/causes/call-cause.ts";
import { findIssue } from "../../issues/find.ts";
import { callFilterOf } from "../../issues/of-issue.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import { pageArgs, pageComplexity, readPage } from "../kernel/page.ts";
import { CauseClass } from "../orders/cause-class.ts";
import { Exchange, Operation } from "./exchange.ts";

const CallKind = builder.enumType("CallKind", {
  description: "Whose call it is.",
  values: {
    PAR: { value: "par", description: "PAR called us." },
    TO_POS: { value: "to_pos", description: "We called a POS." },
    POS_EVENT: { value: "pos_event", description: "A POS told us something." },
  },
});

const ExchangeFilter = builder.inputType("ExchangeFilter", {
  description: "Which exchanges to list; everything given must hold.",
  fields: (t) => ({
    operation: t.field({ type: Operation, description: "Only this operation." }),
    code: t.string({ description: "Only calls that were answered with this error code." }),
    minStatus: t.int({ description: "Only this HTTP status and above." }),
    maxStatus: t.int({ description: "Only this HTTP status and below." }),
    issueId: t.id({ description: "Only failed calls of this issue, of the time for which it lasts." }),
    connectionId: t.id({ description: "Only this connection." }),
    locationId: t.id({ description: "Only this store." }),
    kind: t.field({ type: CallKind, description: "Only calls of PAR, to a POS, or of a POS." }),
    posOperation: t.string({ description: "Only calls to a POS for this, for example `place_order`." }),
    causes: t.field({ type: [CauseClass], description: "Only calls of any of these causes." }),
    id: t.string({
      description: "Only calls with this id: ours, PAR's request uid, or its online order id.",
    }),
    from: t.field({ type: "DateTime", description: "Only calls that began then or later." }),
    until: t.field({ type: "DateTime", description: "Only calls that began before." }),
    refusedOnly: t.boolean({
      description: "True for calls that were refused only, under whatever HTTP status.",
    }),
  }),
});

const ExchangesConnection = builder.connectionObject(
  {
    type: Exchange,
    name: "QueryExchangesConnection",
    description: "A page of exchanges.",
    authScopes: { signedIn: true },
  },
  {
    name: "QueryExchangesConnectionEdge",
    description: "One exchange of the page.",
    authScopes: { signedIn: true },
  },
);

builder.queryField("exchanges", (t) =>
  t.field({
    type: ExchangesConnection,
    description: "Every recorded call, refused ones too, newest first.",
    authScopes: { signedIn: true },
    complexity: pageComplexity,
    args: { ...pageArgs(t), filter: t.arg({ type: ExchangeFilter, description: "Which ones." }) },
    resolve: async (_root, { filter, ...args }, context) => {
      const within = filter?.issueId ? await callsOfIssue(filter.issueId, context) : undefined;
      return await readPage(
        args,
        (row: ExchangeRow) => row.at,
        (page) =>
          listExchanges(context.db, {
            scope: context.scopeFor("orders.read"),
            page,
            filter: {
              within,
              operations: operationsOf(filter),
              kind: filter?.kind ?? undefined,
              matches: filter?.causes ? callMatchesOf(filter.causes) : undefined,
              id: filter?.id?.trim() || undefined,
              code: filter?.code?.trim() || undefined,
              from: filter?.from ?? undefined,
              until: filter?.until ?? undefined,
              statusFrom: filter?.minStatus ?? undefined,
              statusTo: filter?.maxStatus ?? undefined,
              connectionId: filter?.connectionId ?? undefined,
              locationId: filter?.locationId ? idFrom("loc", filter.locationId) : undefined,
              refused: filter?.refusedOnly ?? undefined,
            },
          }),
      );
    },
  }),
);

builder.queryField("exchange", (t) =>
  t.field({
    type: Exchange,
    nullable: true,
    description: "One recorded call; null where it does not exist for you.",
    authScopes: { signedIn: true },
    args: { id: t.arg.id({ required: true, description: "Our id, `exc_…`." }) },
    resolve: (_root, { id }, context) => exchangeById(context, id),
  }),
);

/** No call at all where the issue does not exist for this person, or no call shows it. */
async function callsOfIssue(id: string, { db, scopeFor, now, ledgerNow }: GraphqlContext): Promise<Filter> {
  const scope = scopeFor("orders.read");
  const issue = await findIssue(db, { scope, id, now: now(), ledgerNow: ledgerNow() });
  const filter = issue === null ? null : await callFilterOf(db, issue);
  return filter ?? { matches: [] };
}

function operationsOf(filter: typeof ExchangeFilter.$inferInput | null | undefined): string[] | undefined {
  const wanted = [filter?.operation, filter?.posOperation].filter((name) => name != null);
  return wanted.length === 0 ? undefined : wanted;
}

/** One exchange that the operator may see, with its bodies for the fields that need them. */
export async function exchangeById(
  { db, scopeFor, loaders }: GraphqlContext,
  exchangeId: string,
): Promise<ExchangeRow | null> {
  const found = await findExchange(db, { scope: scopeFor("orders.read"), exchangeId });
  if (found !== null) loaders.bodies.prime(exchangeId, found.bodies);
  return found?.exchange ?? null;
}
