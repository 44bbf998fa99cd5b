import { type ASTVisitor, GraphQLError, type ValidationContext, type ValidationRule } from "graphql";
import { limits } from "./limits.ts";

/** What a document has to keep to beside the rules of GraphQL itself. */
export function rulesOf(config: { graphqlIntrospection: boolean }): ValidationRule[] {
  return config.graphqlIntrospection ? [aliasLimit] : [aliasLimit, noIntrospection];
}

/** Refuses more aliases than an honest client has: each is work of its own. */
function aliasLimit(context: ValidationContext): ASTVisitor {
  let aliases = 0;
  return {
    Field(node) {
      if (node.alias === undefined) return;
      aliases += 1;
      if (aliases !== limits.aliases + 1) return;
      context.reportError(new GraphQLError(`A request has ${limits.aliases} aliases at most.`));
    },
  };
}

/** Refuses to describe the schema to callers. */
function noIntrospection(context: ValidationContext): ASTVisitor {
  return {
    Field({ name }) {
      if (name.value !== "__schema" && name.value !== "__type") return;
      const message = "The schema is not told here; it is printed in schema.graphql, with each release.";
      context.reportError(new GraphQLError(message, { extensions: { code: "INTROSPECTION_DISABLED" } }));
    },
  };
}
