"use client";

import { useWords } from "@parley/words/react";
import Link from "next/link";
import { AutoRefresh } from "@/components/controls/auto-refresh.tsx";
import { buttonClass } from "@/components/controls/button.tsx";
import { RetryButton } from "@/components/controls/retry-button.tsx";
import type { ReadingFailure } from "@/graphql/read.ts";
import { EmptyState } from "./empty-state.tsx";

/** How often a page asks again that the API did not answer. */
const againMs = 5000;

/** In the place of data that could not be read: what failed, and the way on. `what` is a noun with its article. */
export function ReadFailed({ failure, what }: { failure: ReadingFailure; what: string }) {
  const say = useWords("shell");
  return (
    <div role="alert" className="rounded-lg border bg-surface">
      {failure.kind === "forbidden" ? (
        <EmptyState isPage icon="lock" title={say("failure.forbidden", { what })}>
          <p className="mb-3">{say("failure.forbiddenHelp")}</p>
          <Link href="/" className={buttonClass()}>
            {say("failure.toOverview")}
          </Link>
        </EmptyState>
      ) : (
        <EmptyState isPage icon="errored" title={say("failure.unread", { what })}>
          <p>{failure.message}</p>
          {failure.kind === "unavailable" && (
            <>
              <p>{say("failure.unreachableHelp")}</p>
              <AutoRefresh everyMs={againMs} />
            </>
          )}
          <div className="mt-3">
            <RetryButton />
          </div>
        </EmptyState>
      )}
    </div>
  );
}
