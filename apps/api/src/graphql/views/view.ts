import { isProductOwner, listViews, type SavedView as Row, type ViewReader } from "@parley/db/views";
import { viewPaths } from "@parley/limits";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import { Role } from "../operators/role.ts";

export const SavedViewList = builder.enumType("SavedViewList", {
  description: "A list of which views can be saved.",
  values: {
    ORDERS: { value: "orders", description: "Submits: orders and those that were refused before." },
    VALIDATES: { value: "validates", description: "Validates that no submit followed." },
    EXCHANGES: { value: "exchanges", description: "Recorded calls." },
    ISSUES: { value: "issues", description: "Issues." },
  },
} as const);

export const SavedView = builder.objectRef<Row>("SavedView").implement({
  description:
    "The filters, order and columns of a list under a name. It shows whoever opens it no more than the list does.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    id: t.exposeID("id", { description: "Our id, `viw_…`." }),
    list: t.expose("list", { type: SavedViewList, description: "Of which list." }),
    name: t.exposeString("name", { description: "What its owner calls it." }),
    params: t.exposeString("params", {
      description: "As they stand in the address of the list in the admin, without the question mark.",
    }),
    path: t.string({
      description: "Where it opens, below the admin's address.",
      resolve: ({ id, list, params }) =>
        `${viewPaths[list]}?${params}${params === "" ? "" : "&"}${new URLSearchParams({ view: id })}`,
    }),
    sharedWith: t.expose("sharedWith", {
      type: Role,
      nullable: true,
      description:
        "People of this role may open it where they share a brand or store with its owner; null: its owner alone.",
    }),
    owner: t.exposeString("ownerName", { description: "Who saved it." }),
    isMine: t.boolean({
      description: "True where you saved it: you alone may change it.",
      resolve: ({ ownerId }, _args, { operator }) => operator?.id === ownerId,
    }),
    mayDelete: t.boolean({
      description: "True where you may delete it.",
      resolve: (view, _args, context) => mayDelete(view, readerOf(context)),
    }),
  }),
});

/** The cost of reading the views of a list, compared with a column. */
const LIST = 10;

builder.queryField("savedViews", (t) =>
  t.field({
    type: [SavedView],
    description:
      "The views of a list that you may open, your own first: yours, those that are shared with your role where you share a brand or store with their owner, and for an owner of the product every shared one.",
    authScopes: { signedIn: true },
    complexity: LIST,
    args: { list: t.arg({ type: SavedViewList, required: true, description: "Of which list." }) },
    resolve: (_root, { list }, context) => listViews(context.db, { list, reader: readerOf(context) }),
  }),
);

/** Whoever asks, as a reader of views. */
export function readerOf({ operator }: GraphqlContext): ViewReader {
  // Nobody has no view: no operator's id is empty.
  return { operatorId: operator?.id ?? "", grants: operator?.grants ?? [] };
}

/** Its owner may, and an owner of the product where it is shared. */
export function mayDelete(view: Pick<Row, "ownerId" | "sharedWith">, reader: ViewReader): boolean {
  return view.ownerId === reader.operatorId || (view.sharedWith !== null && isProductOwner(reader));
}
