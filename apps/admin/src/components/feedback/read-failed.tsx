import { RetryButton } from "@/components/controls/retry-button.tsx";
import type { ReadingFailure } from "@/graphql/read.ts";
import { EmptyState } from "./empty-state.tsx";

/** In the place of data that could not be read: what failed, and the way on. */
export function ReadFailed({ failure, what }: { failure: ReadingFailure; what: string }) {
  return (
    <div role="alert" className="rounded-lg border bg-surface">
      {failure.kind === "forbidden" ? (
        <EmptyState isPage icon="lock" title={`Your role does not see ${what}.`}>
          An operator with the admin role for this brand can see it, or give you the role.
        </EmptyState>
      ) : (
        <EmptyState isPage icon="errored" title={`${capitalised(what)} could not be read.`}>
          <p className="mb-3">{failure.message}</p>
          <RetryButton />
        </EmptyState>
      )}
    </div>
  );
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
