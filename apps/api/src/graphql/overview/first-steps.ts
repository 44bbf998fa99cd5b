import { listConnections } from "@parley/db/connections";
import { listOrders } from "@parley/db/orders";
import type { Location } from "@parley/db/stores";
import { drillResultOf } from "../../menus/fire-drill/result.ts";
import type { GraphqlContext } from "../kernel/context.ts";

export interface FirstStepShape {
  key: string;
  label: string;
  done: boolean;
  href: string;
}

/** The steps from an empty installation to the first order, as a checklist. */
export async function firstSteps(
  { db, scopeFor, loaders, words }: GraphqlContext,
  known: { locations: readonly Location[]; hasMenu: boolean; hasOrder: boolean },
): Promise<FirstStepShape[]> {
  const [connections, organizations, locationMappings, anyOrder] = await Promise.all([
    listConnections(db, { scope: scopeFor("connections.read") }),
    loaders.mappings("organization"),
    loaders.mappings("location"),
    known.hasOrder
      ? true
      : listOrders(db, { scope: scopeFor("orders.read"), page: { limit: 1 } }).then(
          (rows) => rows.length > 0,
        ),
  ]);
  const [connection] = connections;
  const [first] = known.locations;
  const [drill, inForce] = await Promise.all([
    first === undefined ? null : loaders.lastFireDrill.load(first.id),
    first === undefined ? null : loaders.menuHead.load(first.id),
  ]);
  const isDrilled = inForce !== null && drillResultOf(drill, inForce.id) === "fine";
  const hasPos = known.locations.some((location) => location.posKind !== null);
  const store = first;
  /** The page of the first store, where there is one; else where one is added. */
  const atStore = (part = "") => (store === undefined ? "/stores" : `/stores/${store.id}${part}`);
  const say = words("overview");
  const step = (key: StepKey, done: boolean, href: string): FirstStepShape => {
    return { key, label: say(`steps.${key}`), done, href };
  };
  return [
    step("connection", connections.length > 0, "/connections"),
    step("store", known.locations.length > 0, "/stores"),
    step("pos", hasPos, atStore("#pos")),
    step("menu", known.hasMenu, atStore()),
    step(
      "organization",
      organizations.length > 0,
      connection === undefined ? "/connections" : `/connections/${connection.slug}#organizations`,
    ),
    step("location", locationMappings.length > 0, "/mappings"),
    step("drill", isDrilled, store === undefined ? "/menus" : `/menus/${store.id}/fire-drill`),
    step("order", anyOrder, store === undefined ? "/simulator" : `/simulator?store=${store.id}`),
  ];
}

type StepKey = "connection" | "store" | "organization" | "location" | "pos" | "menu" | "drill" | "order";
