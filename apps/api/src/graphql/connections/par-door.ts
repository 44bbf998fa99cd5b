import { type ParCall as Call, parCalls } from "../../stores/provisioning/par-calls.ts";
import { Operation } from "../exchanges/exchange.ts";
import { builder } from "../kernel/builder.ts";

interface DoorShown {
  url: string;
  isSet: boolean;
}

const ParCall = builder.objectRef<Call>("ParCall").implement({
  description: "One call of PAR's contract, as it reaches this gateway.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    operation: t.expose("name", { type: Operation, description: "Which one." }),
    method: t.exposeString("method", { description: "`POST` or `GET`." }),
    url: t.exposeString("url", {
      description: "The whole address; `{orderId}` stands for the order's id.",
    }),
  }),
});

const ParDoor = builder.objectRef<DoorShown>("ParDoor").implement({
  description: "Where PAR's calls reach this gateway: what PAR must be told for a connection.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    url: t.exposeString("url", { description: "The base URL; each call's path follows it." }),
    isSet: t.exposeBoolean("isSet", {
      description:
        "True where `PUBLIC_URL` says so; false where it is the address by which this machine knows itself.",
    }),
    calls: t.field({
      type: [ParCall],
      description: "The four calls, in the order of events.",
      resolve: ({ url }) => parCalls(url),
    }),
  }),
});

builder.queryField("parDoor", (t) =>
  t.field({
    type: ParDoor,
    description: "Where PAR's calls reach this gateway.",
    authScopes: { signedIn: true },
    resolve: (_root, _args, { config }) => config.parDoor,
  }),
);
