import { initGraphQLTada } from "gql.tada";
import type { introspection } from "../../graphql-env.js";

/** Typed documents: `graphql(...)` reads its types from the API's printed schema. Times arrive as ISO 8601 texts. */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: { DateTime: string };
  disableMasking: true;
}>();

export type { ResultOf, VariablesOf } from "gql.tada";
