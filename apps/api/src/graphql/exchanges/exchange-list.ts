import { idFrom } from "@parley/db";
import { type Exchange as ExchangeRow, findExchange, listExchanges } from "@parley/db/exchanges";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import { pageArgs, pageComplexity, readPage } from "../kernel/page.ts";
import { Exchange, Operation } from "./exchange.ts";

const ExchangeFilter = builder.inputType("ExchangeFilter", {
  description: "Which exchanges to list; everything given must hold.",
  fields: (t) => ({
    operation: t.field({ type: Operation, description: "Only this operation." }),
    minStatus: t.int({ description: "Only this HTTP status and above." }),
    maxStatus: t.int({ description: "Only this HTTP status and below." }),
    connectionId: t.id({ description: "Only this connection." }),
    locationId: t.id({ description: "Only this store." }),
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
    resolve: (_root, { filter, ...args }, { db, scope }) =>
      readPage(
        args,
        (row: ExchangeRow) => row.at,
        (page) =>
          listExchanges(db, {
            scope,
            page,
            filter: {
              operations: filter?.operation ? [filter.operation] : undefined,
              statusFrom: filter?.minStatus ?? undefined,
              statusTo: filter?.maxStatus ?? undefined,
              connectionId: filter?.connectionId ?? undefined,
              locationId: filter?.locationId ? idFrom("loc", filter.locationId) : undefined,
              refused: filter?.refusedOnly ?? undefined,
            },
          }),
      ),
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

/** One exchange that the operator may see, with its bodies for the fields that need them. */
export async function exchangeById(
  { db, scope, loaders }: GraphqlContext,
  exchangeId: string,
): Promise<ExchangeRow | null> {
  const found = await findExchange(db, { scope, exchangeId });
  if (found !== null) loaders.bodies.prime(exchangeId, found.bodies);
  return found?.exchange ?? null;
}
