import type { Words } from "@parley/words";
import type { GrantParts } from "./person.graphql.ts";

/** A role with where it holds, in words: `Support · YummyTaco`, `Viewer · YummyTaco Nosuch Place`. */
export function grantWords(say: Words<"shell">, { role, brand, location }: GrantParts): string {
  const place = location?.name ?? brand?.name ?? say("account.everyBrand");
  return `${say("account.role", { role })} · ${place}`;
}
