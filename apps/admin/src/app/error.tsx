"use client";

import { Button } from "@/components/controls/button.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";

/** A page that broke: the words for it, and another try. What went wrong stands in the admin's log. */
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
