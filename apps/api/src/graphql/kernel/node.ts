import { builder } from "./builder.ts";

const TYPE_BY_PREFIX: Record<string, string> = {
  brd: "Brand",
  loc: "Location",
  con: "Connection",
  ord: "Order",
  exc: "Exchange",
};

/** The GraphQL type that an id of ours belongs to (`ord_…` → `Order`), or null for anything else. */
export function typeOfId(id: string): string | null {
  return TYPE_BY_PREFIX[id.split("_", 1)[0] ?? ""] ?? null;
}

export const Node = builder.interfaceRef<{ id: string }>("Node").implement({
  description: "Anything with an id of ours: a brand, location, connection, order or exchange.",
  authScopes: { signedIn: true },
  fields: (t) => ({ id: t.exposeID("id", { description: "Our id; its prefix tells the type." }) }),
  resolveType: (value) => typeOfId(value.id),
});
