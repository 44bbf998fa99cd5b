import { listMappings } from "@parley/db/mappings";
import { MAPPINGS_AT_ONCE } from "@parley/limits";
import { type Impact, impactOf } from "../../stores/mappings/impact.ts";
import { builder } from "../kernel/builder.ts";
import { MAPPING_KINDS } from "./mapping.ts";

export const MappingImpact = builder.objectRef<Impact>("MappingImpact").implement({
  description: "What hangs on mappings that are about to be changed or ended. Nothing was changed.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    locations: t.exposeInt("locations", {
      description:
        "PAR's ids of locations that lead nowhere without them: they themselves, and those of an organization.",
    }),
    stores: t.exposeInt("stores", { description: "Our stores that these lead to." }),
    orders: t.exposeInt("orders", { description: "Orders that came by them in the last `days` days." }),
    days: t.exposeInt("days", { description: "How far back orders are counted." }),
    isMore: t.exposeBoolean("isMore", {
      description: "True where more orders came than are counted: `orders` is then the least.",
    }),
    openOrders: t.exposeInt("openOrders", { description: "Orders that came by them and are not settled." }),
  }),
});

builder.queryField("mappingImpact", (t) =>
  t.field({
    type: MappingImpact,
    nullable: true,
    description:
      "What hangs on mappings in force, before they are changed or ended. It only reads. Null where none of them is in force for you.",
    authScopes: { signedIn: true },
    complexity: 100,
    args: {
      ids: t.arg.idList({ required: true, description: `The mappings, ${MAPPINGS_AT_ONCE} at most.` }),
    },
    resolve: async (_root, { ids }, { db, scopeFor, now }) => {
      const filter = { mappingIds: ids.slice(0, MAPPINGS_AT_ONCE), limit: MAPPINGS_AT_ONCE };
      const scope = scopeFor("mappings.read");
      const found = await Promise.all(MAPPING_KINDS.map((kind) => listMappings(db, { scope, kind, filter })));
      const meanings = found.flat();
      return meanings.length === 0 ? null : await impactOf(db.orm, { meanings, now: now() });
    },
  }),
);
