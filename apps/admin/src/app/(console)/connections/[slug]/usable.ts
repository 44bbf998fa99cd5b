import type { Secret } from "./connection.graphql.ts";

/** The SharedIds that open the connection now, the older first: one, or two during a rotation. */
export function usableOf(secrets: readonly Secret[] | null): Secret[] {
  return (secrets ?? [])
    .filter(({ state }) => state !== "retired")
    .toSorted((a, b) => a.createdAt.localeCompare(b.createdAt));
}
