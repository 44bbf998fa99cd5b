import type { OrderSearch } from "@parley/db/orders";
import type { SubmitSearch } from "@parley/db/submits";
import SchemaBuilder from "@pothos/core";
import ComplexityPlugin from "@pothos/plugin-complexity";
import RelayPlugin from "@pothos/plugin-relay";
import ScopeAuthPlugin from "@pothos/plugin-scope-auth";
import { GraphQLError } from "graphql";
import type { GraphqlContext } from "./context.ts";
import { limits } from "./limits.ts";

/** What a search made of its term. */
export interface SearchUnderstood extends Omit<OrderSearch, "orders"> {
  text: string;
}

/** The same of a search among all submits. */
export type SubmitsUnderstood = Omit<SubmitSearch, "submits">;

/**
 * The one schema builder. Fields are non-null unless they say otherwise; every type or field must name an
 * auth scope (`signedIn`, or `public` for the few things anybody may see), which a test enforces.
 */
export const builder = new SchemaBuilder<{
  Context: GraphqlContext;
  Scalars: {
    DateTime: { Input: Date; Output: Date };
    ID: { Input: string; Output: string };
  };
  AuthScopes: { public: boolean; signedIn: boolean };
  /** What a connection knows beside its rows. */
  Connection: {
    search?: SearchUnderstood | null;
    submitSearch?: SubmitsUnderstood | null;
    lookedUntil?: Date | null;
  };
  DefaultFieldNullability: false;
}>({
  plugins: [ScopeAuthPlugin, ComplexityPlugin, RelayPlugin],
  defaultFieldNullability: false,
  relay: {
    nodeQueryOptions: false,
    nodesQueryOptions: false,
    cursorType: "String",
    pageInfoTypeOptions: { description: "Where a page stands in its list.", authScopes: { signedIn: true } },
    hasNextPageFieldOptions: { description: "True where rows follow." },
    hasPreviousPageFieldOptions: { description: "True where the page does not begin the list." },
    startCursorFieldOptions: { description: "The cursor of the first row; null for an empty page." },
    endCursorFieldOptions: { description: "The cursor of the last row, to ask for the next page." },
    pageInfoFieldOptions: { description: "Where the page stands." },
    edgesFieldOptions: { description: "The rows of the page." },
    nodeFieldOptions: { description: "The row." },
    cursorFieldOptions: { description: "The row's place in the list." },
  },
  scopeAuth: {
    // Before a stream begins, not at its first event.
    authorizeOnSubscribe: true,
    authScopes: (context) => ({ public: true, signedIn: context.operator !== null }),
    unauthorizedError: (_parent, context) =>
      context.operator === null
        ? new GraphQLError("Sign in first.", {
            extensions: { code: "UNAUTHENTICATED", http: { status: 401 } },
          })
        : new GraphQLError("You may not see this.", { extensions: { code: "FORBIDDEN" } }),
  },
  complexity: {
    defaultComplexity: 1,
    defaultListMultiplier: limits.listMultiplier,
    limit: { complexity: limits.complexity, depth: limits.depth, breadth: limits.breadth },
    complexityError: (kind) =>
      new GraphQLError(`The query asks for too much at once (${kind.toLowerCase()}).`, {
        extensions: { code: "QUERY_TOO_COMPLEX", http: { status: 400 } },
      }),
  },
});

builder.queryType({ description: "What an operator can read. All of it is limited to their own brands." });
builder.mutationType({
  description: "What an operator can change. Every answer is a union: the new state, or why not.",
});
builder.subscriptionType({
  description:
    "What an operator can follow, by server-sent events of /graphql/stream. Limited to their own brands.",
});
