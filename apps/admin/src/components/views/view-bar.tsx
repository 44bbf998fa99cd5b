import { type ListFilters, printParams, type ViewList, viewParams } from "@parley/limits";
import type { Words } from "@parley/words";
import Link from "next/link";
import { buttonClass } from "@/components/controls/button.tsx";
import { upper } from "@/components/submit/submit-row.ts";
import { readQuery } from "@/graphql/read.ts";
import { ClientWords, words } from "@/words/server.tsx";
import { type SavedView, savedViewsQuery } from "./view.graphql.ts";
import { ViewActs } from "./view-acts.tsx";

/**
 * The saved views of a list: one's own first, then those of others with the role that they are for; on a phone as a
 * menu. What the list shows now can be saved as one, or kept in the one that is open.
 */
export async function ViewBar({ list, search }: ViewBarProps) {
  const [say, reading] = await Promise.all([
    words("views"),
    readQuery(savedViewsQuery, { list: upper(list) }),
  ]);
  // A list is worth showing without its views.
  if (reading.kind !== "data") return null;
  const views = reading.data.savedViews;
  const params = viewParams(list, printParams(search));
  const here = views.find(({ id }) => id === search.view) ?? null;
  if (views.length === 0 && params === "" && search.q == null) return null;
  return (
    <ClientWords rooms={["shell", "views"]}>
      <div className="mb-3 flex flex-wrap items-center gap-2">
        {views.length > 0 && (
          <>
            <nav aria-label={say("name")} className="flex min-w-0 flex-wrap gap-1 max-md:hidden">
              <ViewLinks views={views} here={here} say={say} />
            </nav>
            <details className="relative md:hidden">
              <summary className={buttonClass("plain", "field")}>{here?.name ?? say("menu")}</summary>
              <nav
                aria-label={say("name")}
                className="absolute z-20 mt-1 flex w-72 max-w-[90vw] flex-col items-start gap-1 rounded-md border bg-surface p-2 shadow-md"
              >
                <ViewLinks views={views} here={here} say={say} />
              </nav>
            </details>
          </>
        )}
        <ViewActs list={upper(list)} params={params} here={here} isSearched={search.q != null} />
      </div>
    </ClientWords>
  );
}

interface ViewBarProps {
  list: ViewList;
  /** What the list's address says. */
  search: ListFilters & { view: string | null; q?: string | null };
}

function ViewLinks({ views, here, say }: ViewLinksProps) {
  return views.map((view) => (
    <Link
      key={view.id}
      href={view.path}
      {...(view.id === here?.id ? { "aria-current": "true" as const } : {})}
      title={titleOf(view, say)}
      className={`${buttonClass(view.id === here?.id ? "plain" : "quiet", "field")} max-w-64`}
    >
      <span className="truncate">{view.name}</span>
      {view.sharedWith !== null && (
        <span className="text-xs text-ink-faint">
          {say("shared", { role: say(`role.${view.sharedWith}`) })}
        </span>
      )}
    </Link>
  ));
}

interface ViewLinksProps {
  views: readonly SavedView[];
  here: SavedView | null;
  say: Words<"views">;
}

function titleOf({ owner, sharedWith }: SavedView, say: Words<"views">): string {
  if (sharedWith === null) return say("private");
  return say("sharedBy", { name: owner, role: say(`role.${sharedWith}`) });
}
