import { builder } from "./builder.ts";
import { Exchange, type ExchangeRow, Operation } from "./exchange.ts";
import { emptyPage, pageArgs } from "./page.ts";

const ExchangeFilter = builder.inputType("ExchangeFilter", {
  description: "Which exchanges to list; everything given must hold.",
  fields: (t) => ({
    operation: t.field({ type: Operation, description: "Only this operation." }),
    minStatus: t.int({ description: "Only this HTTP status and above." }),
    maxStatus: t.int({ description: "Only this HTTP status and below." }),
    connectionId: t.id({ description: "Only this connection." }),
    locationId: t.id({ description: "Only this store." }),
    refusedOnly: t.boolean({ description: "True for calls that were answered with an error only." }),
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
    args: { ...pageArgs(t), filter: t.arg({ type: ExchangeFilter, description: "Which ones." }) },
    resolve: () => emptyPage<ExchangeRow>(),
  }),
);

builder.queryField("exchange", (t) =>
  t.field({
    type: Exchange,
    nullable: true,
    description: "One recorded call; null where it does not exist for you.",
    authScopes: { signedIn: true },
    args: { id: t.arg.id({ required: true, description: "Our id, `exc_…`." }) },
    resolve: (): ExchangeRow | null => null,
  }),
);
