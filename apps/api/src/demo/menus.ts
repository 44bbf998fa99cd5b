import { type Database, everyBrand } from "@parley/db";
import { listCurrentMenus } from "@parley/db/menus";
import { listLocations } from "@parley/db/stores";
import { demoBrands, moreDemoStores } from "./brands.ts";

/**
 * The codes of the demo's stores that have no menu yet. A store that somebody set up in a demo is not among them: its
 * POS may never answer, and the demo must come up without it.
 * @param simulatorStores more stores of the simulated POS, as its own setting names them
 */
export async function demoStoresWithoutMenu(
  db: Database,
  { simulatorStores }: { simulatorStores: string },
): Promise<string[]> {
  const stores = [...demoBrands.flatMap((brand) => brand.stores), ...moreDemoStores(simulatorStores)];
  const codes = new Set(stores.map(({ code }) => code));
  const [locations, menus] = await Promise.all([
    listLocations(db, { scope: everyBrand }),
    listCurrentMenus(db, { scope: everyBrand }),
  ]);
  const withMenu = new Set(menus.map(({ locationId }) => locationId));
  return locations
    .filter(({ id, code, posKind }) => codes.has(code) && posKind !== null && !withMenu.has(id))
    .map(({ code }) => code);
}
