import {
  RECHECKED_MAX,
  recheckQueued,
  type RecheckedCall as Shape,
} from "../../stores/mappings/recheck-queued.ts";
import { Exchange, Operation } from "../exchanges/exchange.ts";
import { builder } from "../kernel/builder.ts";
import { Recheck } from "../orders/recheck.ts";

const RecheckedCall = builder.objectRef<Shape>("RecheckedCall").implement({
  description: "A call that was refused for an id that nobody had mapped, judged anew.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    at: t.expose("at", { type: "DateTime", description: "When PAR made it." }),
    operation: t.expose("operation", { type: Operation, description: "What it was." }),
    order: t.exposeString("order", { description: "PAR's id of the order, or of the request." }),
    exchange: t.field({
      type: Exchange,
      nullable: true,
      description: "The call; null where you may not see it.",
      resolve: ({ id }, _args, { loaders }) => loaders.exchange.load(id),
    }),
    recheck: t.expose("recheck", { type: Recheck, description: "What would become of it now." }),
  }),
});

builder.queryField("recheckQueued", (t) =>
  t.field({
    type: [RecheckedCall],
    description: `The last orders that were refused for queued ids in seven days, ${RECHECKED_MAX} at most, judged anew by today's mappings, menu and prices, once the ids are mapped to where you may mend orders. It only reads.`,
    authScopes: { signedIn: true },
    complexity: 100,
    args: { ids: t.arg.idList({ required: true, description: "Of `unmappedIds`, mapped since." }) },
    resolve: (_root, { ids }, { db, recheck, now, scopeFor }) =>
      recheckQueued({ db, recheck, now: now() }, { unmappedIds: ids, scope: scopeFor("orders.mend") }),
  }),
);
