import { type GraphQLSchema, isObjectType } from "graphql";
import type { GraphqlContext } from "./context.ts";

/**
 * Has each field of a query ask first whether anybody still waits for the answer. The library runs a query to its end
 * whatever became of its caller, and an abandoned one would go on taking the database from all others.
 */
export function stopWhenAbandoned(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith("__")) continue;
    for (const field of Object.values(type.getFields())) {
      const { resolve } = field;
      if (resolve === undefined) continue;
      field.resolve = (source, args, context: GraphqlContext, info) => {
        context.mustGoOn();
        return resolve(source, args, context, info);
      };
    }
  }
  return schema;
}
