import {
  type AbandonedValidates,
  type Exchange as ExchangeRow,
  listAbandonedValidates,
} from "@parley/db/exchanges";
import { callMatchesOf } from "../../explain/causes/call-cause.ts";
import { placeAndTimeOf } from "../../orders/submit-filter.ts";
import { Exchange } from "../exchanges/exchange.ts";
import { builder } from "../kernel/builder.ts";
import { pageArgs, pageComplexity, readPage } from "../kernel/page.ts";
import { CauseClass } from "./cause-class.ts";

const ValidateFilter = builder.inputType("ValidateFilter", {
  description: "Which validates to list; everything given must hold.",
  fields: (t) => ({
    causes: t.field({ type: [CauseClass], description: "Only those of these kinds of cause." }),
    brandId: t.id({ description: "Only this brand." }),
    locationId: t.id({ description: "Only this store." }),
    from: t.field({ type: "DateTime", description: "Received at or after." }),
    to: t.field({ type: "DateTime", description: "Received before." }),
    minAgeMinutes: t.int({
      description: "Received at least so many minutes ago: a guest may still be paying.",
    }),
  }),
});

const ValidatesConnection = builder.connectionObject(
  {
    type: Exchange,
    name: "QueryValidatesConnection",
    description: "A page of validates. It may hold fewer than asked for, or none, and yet others follow.",
    authScopes: { signedIn: true },
    fields: (t) => ({
      lookedUntil: t.field({
        type: "DateTime",
        nullable: true,
        description: "How far back this page looked; null where it came to the end.",
        resolve: (page) => page.lookedUntil ?? null,
      }),
    }),
  },
  {
    name: "QueryValidatesConnectionEdge",
    description: "One validate of the page.",
    authScopes: { signedIn: true },
  },
);

builder.queryField("validates", (t) =>
  t.field({
    type: ValidatesConnection,
    description:
      "Validates without a submit: the last one of each online order that PAR never submitted, newest first.",
    authScopes: { signedIn: true },
    complexity: pageComplexity,
    args: { ...pageArgs(t), filter: t.arg({ type: ValidateFilter, description: "Which ones." }) },
    resolve: async (_root, { filter, ...args }, { db, scopeFor, now }) => {
      const looked: { until: AbandonedValidates["lookedUntil"] } = { until: null };
      const page = await readPage(
        args,
        (row: ExchangeRow) => row.at,
        async ({ limit, after }) => {
          const found = await listAbandonedValidates(db, {
            scope: scopeFor("orders.read"),
            // Its own edge says whether others follow.
            page: { limit: limit - 1, after },
            filter: {
              ...placeAndTimeOf(filter, now()),
              matches: filter?.causes ? callMatchesOf(filter.causes) : undefined,
            },
          });
          looked.until = found.lookedUntil;
          return found.validates;
        },
      );
      const { until } = looked;
      const endCursor = until?.cursor ?? page.pageInfo.endCursor;
      return {
        ...page,
        lookedUntil: until?.at ?? null,
        pageInfo: { ...page.pageInfo, hasNextPage: until !== null, endCursor },
      };
    },
  }),
);
