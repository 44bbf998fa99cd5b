import type { Importer } from "../../stores/mappings/imports.ts";
import { authorOf } from "../kernel/actor.ts";
import type { GraphqlContext } from "../kernel/context.ts";

/** What this operator may see and change of mappings, and how it is recorded. */
export function importerOf(context: GraphqlContext): Importer {
  return {
    sight: context.scopeFor("mappings.read"),
    scope: context.scopeFor("mappings.edit"),
    by: authorOf(context),
    address: context.address,
  };
}

/** Whether this operator may change mappings anywhere. */
export function mayImport({ scopeFor }: Pick<GraphqlContext, "scopeFor">): boolean {
  const scope = scopeFor("mappings.edit");
  return scope.all || scope.brandIds.length > 0;
}
