import type { Database } from "@parley/db";
import type { Actor } from "@parley/db/orders";
import { type Brand, insertBrand } from "@parley/db/stores";
import { TEXT_MAX } from "@parley/limits";
import type { WordsOf } from "@parley/words";
import { isCode } from "../code.ts";

export type CreateBrandOutcome =
  | { kind: "created"; brand: Brand }
  | { kind: "invalid"; field: "code" | "name"; message: string }
  | { kind: "code_taken" };

/**
 * Adds a brand, our side of an organization of PAR's.
 * @param input.code its short id, for example `YC01`, which stays
 */
export async function createBrand(
  { db, now }: { db: Database; now: Date },
  { code, by, words, ...input }: { code: string; name: string; by: Actor; words: WordsOf },
): Promise<CreateBrandOutcome> {
  const say = words("stores");
  const name = input.name.trim();
  if (!isCode(code))
    return { kind: "invalid", field: "code", message: say("edit.refused.code", { max: TEXT_MAX.code }) };
  if (name === "" || name.length > TEXT_MAX.name) {
    return { kind: "invalid", field: "name", message: say("edit.refused.name", { max: TEXT_MAX.name }) };
  }
  const brand = await insertBrand(db, { code, name, by, now });
  return brand === null ? { kind: "code_taken" } : { kind: "created", brand };
}
