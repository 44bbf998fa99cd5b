"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useMutation } from "urql";
import { Button } from "@/components/controls/button.tsx";
import { Icon } from "@/components/display/icon.tsx";
import { refreshMenu } from "./refresh-menu.graphql.ts";

/** Pulls the store's menu from its POS now, and says what came of it. */
export function RefreshMenuButton({ locationId, storeName, isInRow = false }: RefreshMenuButtonProps) {
  const router = useRouter();
  const [{ fetching }, refresh] = useMutation(refreshMenu);
  const [answer, setAnswer] = useState<{ ok: boolean; words: string } | null>(null);

  async function run() {
    setAnswer(null);
    const { data, error } = await refresh({ input: { locationId } });
    const result = data?.refreshMenu;
    if (result?.__typename === "Location") setAnswer({ ok: true, words: "Up to date" });
    else setAnswer({ ok: false, words: result?.message ?? error?.message ?? "The API gave no answer." });
    router.refresh();
  }

  return (
    <span className="inline-flex items-center justify-end gap-2">
      <span role="status" className={`text-xs empty:hidden ${answer?.ok ? "text-ok" : "text-problem"}`}>
        {answer?.words}
      </span>
      <Button
        {...(isInRow ? { look: "quiet", size: "row" } : {})}
        onClick={run}
        disabled={fetching}
        aria-busy={fetching}
      >
        <Icon name="refresh" size={14} />
        <span className={isInRow ? "max-sm:sr-only" : ""}>{fetching ? "Refreshing…" : "Refresh now"}</span>
        <span className="sr-only"> the menu of {storeName}</span>
      </Button>
    </span>
  );
}

interface RefreshMenuButtonProps {
  locationId: string;
  storeName: string;
  /** In a table row it must not make the row higher. */
  isInRow?: boolean;
}
