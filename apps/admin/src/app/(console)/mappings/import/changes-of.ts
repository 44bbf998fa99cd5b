import type { Plan } from "./import.graphql.ts";

/** How many of its rows would change something. */
export function changesOf({ created, changed, ended }: Pick<Plan, "created" | "changed" | "ended">): number {
  return created + changed + ended;
}
