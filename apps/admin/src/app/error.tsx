"use client";

import { Button } from "@/components/controls/button.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";

/** Shown for a page that failed, with a button to try again. The error itself is in the admin's log. */
export default function PageError({ reset }: { error: Error; reset: () => void }) {
  return (
    <div role="alert">
      <EmptyState isPage icon="errored" title="This page broke.">
        <p className="mb-4">
          Nothing was changed. Try again; if it stays so, the admin's log says what went wrong.
        </p>
        <Button onClick={reset}>Try again</Button>
      </EmptyState>
    </div>
  );
}
