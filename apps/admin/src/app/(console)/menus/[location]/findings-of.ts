import type { Store } from "./menu.graphql.ts";

/** The sentences about each item, by its kind and id. */
export type ItemFindings = ReadonlyMap<string, readonly string[]>;

/** What was found, beside what it is about. */
export function findingsOf(findings: NonNullable<Store["menu"]>["findings"]): ItemFindings {
  const found = new Map<string, string[]>();
  for (const { kind, id, message } of findings) {
    const key = `${kind} ${id}`;
    found.set(key, [...(found.get(key) ?? []), message]);
  }
  return found;
}
