import { type Counterpart, listCounterparts } from "@parley/db/exchanges";
import { builder } from "../kernel/builder.ts";
import { Exchange } from "./exchange.ts";

const CounterpartKind = builder.enumType("CounterpartKind", {
  description: "Why a call is worth laying beside another.",
  values: {
    VALIDATE_BEFORE: { value: "validate_before", description: "PAR's validate of the same online order." },
    LAST_THAT_WORKED: {
      value: "last_that_worked",
      description: "The last call of its kind, connection and store that was answered well.",
    },
  },
});

const ExchangeCounterpart = builder.objectRef<Counterpart>("ExchangeCounterpart").implement({
  description: "An earlier call that is worth comparing.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    kind: t.expose("kind", { type: CounterpartKind, description: "Why." }),
    exchangeId: t.exposeID("exchangeId", { description: "The call." }),
    at: t.expose("at", { type: "DateTime", description: "When it began." }),
  }),
});

/** The cost of looking through a connection's last calls, so that no list of calls asks for it. */
const LOOKING = 500;

builder.objectFields(Exchange, (t) => ({
  counterparts: t.field({
    type: [ExchangeCounterpart],
    description: "Earlier calls to compare it with, at most one of each kind; none for calls to a POS.",
    complexity: LOOKING,
    resolve: (exchange, _args, { db, scopeFor }) =>
      listCounterparts(db, { scope: scopeFor("orders.read"), exchange }),
  }),
}));
