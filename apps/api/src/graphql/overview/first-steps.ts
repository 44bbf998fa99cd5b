import { listConnections } from "@parley/db/connections";
import { listOrders } from "@parley/db/orders";
import type { Location } from "@parley/db/stores";
import type { GraphqlContext } from "../kernel/context.ts";

export interface FirstStepShape {
  key: string;
  label: string;
  done: boolean;
  href: string;
}

/** The steps from an empty installation to the first order, as a checklist. */
export async function firstSteps(
  { db, scope, loaders }: GraphqlContext,
  known: { locations: readonly Location[]; hasMenu: boolean; hasOrder: boolean },
): Promise<FirstStepShape[]> {
  const [connections, organizations, locationMappings, anyOrder] = await Promise.all([
    listConnections(db, { scope }),
    loaders.mappings("organization"),
    loaders.mappings("location"),
    known.hasOrder ? true : listOrders(db, { scope, page: { limit: 1 } }).then((rows) => rows.length > 0),
  ]);
  const hasPos = known.locations.some((location) => location.posKind !== null);
  return [
    step(
      "connection",
      "Create a connection with the SharedId that PAR has",
      connections.length > 0,
      "/connections",
    ),
    step("store", "Create a brand and its stores", known.locations.length > 0, "/menus"),
    step("organization", "Map PAR's organization to your brand", organizations.length > 0, "/mappings"),
    step("location", "Map PAR's locations to your stores", locationMappings.length > 0, "/mappings"),
    step("pos", "Set how a store's POS is reached", hasPos, "/menus"),
    step("menu", "Pull the first menu", known.hasMenu, "/menus"),
    step("order", "Send the first order", anyOrder, "/orders"),
  ];
}

function step(key: string, label: string, done: boolean, href: string): FirstStepShape {
  return { key, label, done, href };
}
