import { CLI } from "@parley/db/orders";
import { deleteView, findView, listEveryView, type SavedView } from "@parley/db/views";
import { type ViewList, viewLists, viewPaths } from "@parley/limits";
import { type Command, Option } from "commander";
import { facts, type Result, table } from "../kernel/output.ts";
import { notFound, Refusal } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";

/** `parley view …` */
export function addViewCommands(program: Command, run: Run): void {
  const view = program.command("view").description("saved views: the filters of a list under a name");
  view
    .command("list")
    .description("every saved view, private ones too")
    .addOption(new Option("--list <list>", "only of this list").choices(viewLists))
    .action(run(list));
  view.command("show <view>").description("one view, by its id or its name").action(run(show));
  view.command("delete <view>").description("delete a view, by its id or its name").action(run(remove));
}

async function list({ db }: Session, options: { list?: ViewList }): Promise<Result> {
  const views = await listEveryView(db, options);
  return {
    json: { views: views.map(viewJson) },
    text: table(
      views,
      {
        id: ({ id }) => id,
        list: ({ list }) => list,
        name: ({ name }) => name,
        owner: ({ ownerName }) => ownerName,
        shared_with: ({ sharedWith }) => sharedWith,
        params: ({ params }) => params,
      },
      "There is no saved view.",
    ),
  };
}

async function show(session: Session, idOrName: string): Promise<Result> {
  const view = await requireView(session, idOrName);
  return { json: { view: viewJson(view) }, text: facts(viewJson(view)) };
}

async function remove(session: Session, idOrName: string): Promise<Result> {
  const view = await requireView(session, idOrName);
  await deleteView(session.db, { view, by: CLI, now: session.now() });
  return { json: { view: viewJson(view) }, text: `"${view.name}" of ${view.ownerName} is deleted.` };
}

/** The view of an id, or of a name that only one has. @throws Refusal */
export async function requireView({ db }: Session, idOrName: string, list?: ViewList): Promise<SavedView> {
  const named = (await listEveryView(db, { list })).filter(({ name }) => name === idOrName);
  const [view, another] = named;
  if (another !== undefined) {
    throw new Refusal(
      "ambiguous",
      `More than one view is called "${idOrName}": ${named.map(({ id, ownerName }) => `${id} of ${ownerName}`).join(", ")}.`,
      "Name it by its id.",
    );
  }
  const found = view ?? (await findView(db, { viewId: idOrName, reader: null }));
  if (found === null || (list !== undefined && found.list !== list))
    throw notFound("view", idOrName, "view list");
  return found;
}

function viewJson({ id, list, name, params, ownerName, sharedWith, updatedAt }: SavedView) {
  const path = params === "" ? viewPaths[list] : `${viewPaths[list]}?${params}`;
  return { id, list, name, owner: ownerName, shared_with: sharedWith, params, path, updated_at: updatedAt };
}
