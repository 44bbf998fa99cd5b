"use client";

import { useWords } from "@parley/words/react";
import Link from "next/link";
import { useEffect, useState } from "react";
import { Icon } from "@/components/display/icon.tsx";
import { ask } from "@/graphql/ask.ts";
import type { ResultOf } from "@/graphql/document.ts";
import { issueNewsQuery } from "./issue-news.graphql.ts";
import { newsOf } from "./news-of.ts";

type Issue = ResultOf<typeof issueNewsQuery>["issues"]["edges"][number]["node"];

/** Between two looks, while the page is looked at. */
const LOOK_MS = 10_000;
/** Shown one by one; the rest is told as a number. */
const SHOWN_MAX = 2;

/**
 * Tells whoever has a page open that an issue began, at the edge of the frame, where it covers nothing that is worked
 * with. It goes away when the issue does, or when it was seen.
 */
export function IssueNews() {
  const say = useWords("shell");
  const [news, setNews] = useState<readonly Issue[]>([]);

  useEffect(() => {
    let known: ReadonlySet<string> | null = null;
    let isOver = false;
    async function look(): Promise<void> {
      if (document.visibilityState === "hidden") return;
      const { data } = await ask(issueNewsQuery, {});
      // Null where the session is over: GraphQL answers so, whatever the type says of a query that failed.
      if (data == null || isOver) return;
      const open = data.issues.edges.map(({ node }) => node);
      const before = known;
      known = new Set(open.map(({ id }) => id));
      setNews((shown) => newsOf({ open, before, shown }));
    }
    void look();
    const timer = setInterval(() => void look(), LOOK_MS);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, []);

  const more = news.length - SHOWN_MAX;
  return (
    <section
      aria-label={say("news.label")}
      aria-live="polite"
      className="fixed z-20 flex flex-col gap-2 max-lg:inset-x-3 max-lg:bottom-3 lg:bottom-28 lg:left-2 lg:w-48 print:hidden"
    >
      {news.slice(0, SHOWN_MAX).map(({ id, title }) => (
        <div key={id} className="flex gap-2 rounded-md border bg-surface px-3 py-2 shadow-lg">
          <span className="mt-0.5 text-problem">
            <Icon name="attention" />
          </span>
          <Link
            href={`/issues/${id}`}
            data-name=""
            className="min-w-0 grow break-words underline-offset-2 hover:underline"
          >
            {title}
          </Link>
          <button
            type="button"
            onClick={() => setNews((shown) => shown.filter((issue) => issue.id !== id))}
            className="-mr-1.5 flex size-6 shrink-0 items-center justify-center rounded text-ink-faint hover:bg-sunken hover:text-ink"
          >
            <Icon name="close" />
            <span className="sr-only">{say("news.dismiss")}</span>
          </button>
        </div>
      ))}
      {more > 0 && (
        <p className="flex items-center justify-between gap-2 rounded-md border bg-surface px-3 py-1.5 shadow-lg">
          <Link href="/issues" className="underline-offset-2 hover:underline">
            {say("news.more", { count: more })}
          </Link>
          <button type="button" onClick={() => setNews([])} className="text-ink-faint hover:text-ink">
            {say("news.dismissAll")}
          </button>
        </p>
      )}
    </section>
  );
}
