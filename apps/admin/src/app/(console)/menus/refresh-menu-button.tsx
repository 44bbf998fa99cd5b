"use client";

import { useWords } from "@parley/words/react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { Icon } from "@/components/display/icon.tsx";
import { useMutation } from "@/graphql/use-ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { refreshMenu } from "./refresh-menu.graphql.ts";

/** Pulls the store's menu from its POS now, and says what came of it. */
export function RefreshMenuButton({ locationId, storeName, isInRow = false }: RefreshMenuButtonProps) {
  const say = useWords("menus");
  const writeFailure = useWriteFailure();
  const router = useRouter();
  const [{ fetching }, refresh] = useMutation(refreshMenu);
  const [answer, setAnswer] = useState<{ look: string; words: string } | null>(null);

  async function run() {
    setAnswer(null);
    const { data, error } = await refresh({ input: { locationId } });
    const result = data?.refreshMenu;
    if (result?.__typename !== "Location")
      setAnswer({ look: "text-problem", words: result?.message ?? writeFailure(error) });
    else if (result.menuPin === null) setAnswer({ look: "text-ok", words: say("refresh.done") });
    else
      setAnswer({
        look: "text-wait",
        words: say(result.menuPin.waiting === null ? "refresh.held" : "refresh.waits"),
      });
    router.refresh();
  }

  return (
    <span className="inline-flex items-center justify-end gap-2">
      <span
        role="status"
        className={`text-xs empty:hidden ${isInRow ? "sm:min-w-28" : ""} ${answer?.look ?? ""}`}
      >
        {answer?.words}
      </span>
      <Button
        {...(isInRow ? { look: "quiet", size: "row" } : {})}
        onClick={run}
        disabled={fetching}
        aria-busy={fetching}
      >
        <Icon name="refresh" size={14} />
        <span className={isInRow ? "max-sm:sr-only" : ""}>
          {say(fetching ? "refresh.pending" : "refresh.act")}
        </span>
        <span className="sr-only"> {say("refresh.ofStore", { store: storeName })}</span>
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
