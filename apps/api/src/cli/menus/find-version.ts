import { everyBrand } from "@parley/db";
import { listMenuVersions, type MenuVersionHead } from "@parley/db/menus";
import type { Location } from "@parley/db/stores";
import { Refusal } from "../kernel/refusal.ts";
import type { Session } from "../kernel/session.ts";

/** Versions of a store that are looked through for one that is named. */
const SEARCHED_MAX = 1000;

/** A version of a store's menu by its id or by the beginning of its hash. @throws Refusal */
export async function findVersion(
  { db }: Session,
  { id, code }: Location,
  given: string,
): Promise<MenuVersionHead> {
  const versions = await listMenuVersions(db, { scope: everyBrand, locationId: id, limit: SEARCHED_MAX });
  const found = versions.filter((row) => row.id === given || row.version.startsWith(given.toLowerCase()));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const message =
    only === undefined
      ? `${code} keeps no version ${given} of its menu.`
      : `${found.length} versions of ${code} begin with ${given}.`;
  throw new Refusal(
    only === undefined ? "not_found" : "ambiguous",
    message,
    `See them: npm run parley -- menu versions ${code}`,
  );
}
