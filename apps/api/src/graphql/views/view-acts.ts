import {
  findView,
  insertView,
  type SavedView as Row,
  deleteView as remove,
  restoreView,
  updateView,
  VIEWS_MAX,
  type ViewChange,
} from "@parley/db/views";
import { TEXT_MAX, viewParams } from "@parley/limits";
import { actorOf } from "../kernel/actor.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import {
  InvalidInput,
  isRefusal,
  NotAllowed,
  NotFound,
  type Refusal,
  refuse,
  resultType,
} from "../kernel/error.ts";
import { Role } from "../operators/role.ts";
import { mayDelete, readerOf, SavedView, SavedViewList } from "./view.ts";

const SavedViewResult = builder.unionType("SavedViewResult", {
  description: "The view as it is now, or why it was not changed.",
  types: [SavedView, NotFound, NotAllowed, InvalidInput],
  resolveType: resultType("SavedView"),
});

const SaveViewInput = builder.inputType("SaveViewInput", {
  description: "A view to save, or one of yours with what it is to be.",
  fields: (t) => ({
    viewId: t.id({ description: "The view to change; left out, a new one is saved." }),
    list: t.field({
      type: SavedViewList,
      required: true,
      description: "Of which list; a view keeps its list.",
    }),
    name: t.string({ required: true, description: `What to call it: 1 to ${TEXT_MAX.name} characters.` }),
    params: t.string({
      required: true,
      description:
        "The list's filters, order and columns as its address has them. What the list does not know is dropped, and so is what is searched for.",
    }),
    sharedWith: t.field({ type: Role, description: "Who else may open it; left out, nobody." }),
  }),
});

const RenameViewInput = builder.inputType("RenameViewInput", {
  description: "Another name for a view of yours.",
  fields: (t) => ({
    viewId: t.id({ required: true, description: "The view." }),
    name: t.string({ required: true, description: `Its name: 1 to ${TEXT_MAX.name} characters.` }),
  }),
});

const DeleteViewInput = builder.inputType("DeleteViewInput", {
  description: "Which view to delete, or to put back.",
  fields: (t) => ({
    viewId: t.id({ required: true, description: "The view." }),
    undo: t.boolean({ description: "True: puts it back, within a day." }),
  }),
});

builder.mutationFields((t) => ({
  saveView: t.field({
    type: SavedViewResult,
    description: "Saves a view of a list, or changes one of yours.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: SaveViewInput, required: true, description: "The view." }) },
    resolve: (_root, { input }, context) => saveView(context, input),
  }),
  renameView: t.field({
    type: SavedViewResult,
    description: "Gives a view of yours another name.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: RenameViewInput, required: true, description: "Which, and its name." }) },
    resolve: async (_root, { input: { viewId, name } }, context) => {
      const view = await ownView(context, viewId);
      return isRefusal(view) ? view : await change(context, view, { ...view, name });
    },
  }),
  deleteView: t.field({
    type: SavedViewResult,
    description:
      "Deletes a view of yours; an owner of the product may delete shared ones. Answers with it as it was, or as it is again.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: DeleteViewInput, required: true, description: "Which." }) },
    resolve: (_root, { input: { viewId, undo } }, context) =>
      undo === true ? putBack(context, viewId) : deleteView(context, viewId),
  }),
}));

async function saveView(
  context: GraphqlContext,
  { viewId, list, name, params, sharedWith = null }: typeof SaveViewInput.$inferInput,
): Promise<Row | Refusal> {
  if (viewId != null) {
    const view = await ownView(context, viewId);
    return isRefusal(view) ? view : await change(context, view, { name, params, sharedWith });
  }
  const { operatorId: ownerId } = readerOf(context);
  const kept = judged(context, list, { name, params, sharedWith });
  if (isRefusal(kept)) return kept;
  const { kind, viewId: newId } = await insertView(context.db, { ...kept, list, ownerId, ...byNow(context) });
  return await told(context, kind, newId);
}

async function change(
  context: GraphqlContext,
  view: Row,
  to: Parameters<typeof judged>[2],
): Promise<Row | Refusal> {
  const kept = judged(context, view.list, to);
  if (isRefusal(kept)) return kept;
  const kind = await updateView(context.db, { view, change: kept, ...byNow(context) });
  return await told(context, kind, view.id);
}

async function deleteView(context: GraphqlContext, viewId: string): Promise<Row | Refusal> {
  const reader = readerOf(context);
  const view = await findView(context.db, { viewId, reader });
  if (view === null) return refuse("NOT_FOUND", context.words("views")("refused.none"));
  if (!mayDelete(view, reader)) return refuse("NOT_ALLOWED", context.words("views")("refused.notYours"));
  await remove(context.db, { view, ...byNow(context) });
  return view;
}

async function putBack(context: GraphqlContext, viewId: string): Promise<Row | Refusal> {
  const mayRestore = (view: Pick<Row, "ownerId" | "sharedWith">) => mayDelete(view, readerOf(context));
  return await told(
    context,
    await restoreView(context.db, { viewId, mayRestore, ...byNow(context) }),
    viewId,
  );
}

/** A view that the caller saved. */
async function ownView(context: GraphqlContext, viewId: string): Promise<Row | Refusal> {
  const reader = readerOf(context);
  const view = await findView(context.db, { viewId, reader });
  if (view === null) return refuse("NOT_FOUND", context.words("views")("refused.none"));
  return view.ownerId === reader.operatorId
    ? view
    : refuse("NOT_ALLOWED", context.words("views")("refused.notYours"));
}

/** What is kept of a view as it was given. */
function judged(
  { words }: GraphqlContext,
  list: Row["list"],
  given: Pick<Row, "name" | "params"> & { sharedWith: Row["sharedWith"] },
): Pick<Row, "name" | "params" | "sharedWith"> | Refusal {
  const say = words("views");
  const name = given.name.trim();
  if (name === "" || name.length > TEXT_MAX.name)
    return refuse("INVALID", say("refused.name", { max: TEXT_MAX.name }), "name");
  if (given.params.length > TEXT_MAX.url) return refuse("INVALID", say("refused.params"), "params");
  return { name, params: viewParams(list, given.params), sharedWith: given.sharedWith };
}

async function told(
  context: GraphqlContext,
  kind: ViewChange | "none",
  viewId: string,
): Promise<Row | Refusal> {
  const say = context.words("views");
  if (kind === "name_taken") return refuse("INVALID", say("refused.taken"), "name");
  if (kind === "too_many") return refuse("INVALID", say("refused.tooMany", { max: VIEWS_MAX }), "list");
  const view = await findView(context.db, { viewId, reader: readerOf(context) });
  return view ?? refuse("NOT_FOUND", say("refused.none"));
}

function byNow(context: GraphqlContext) {
  return { by: actorOf(context), now: context.now() };
}
