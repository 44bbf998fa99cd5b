"use client";

import { useWords } from "@parley/words/react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Button, buttonClass } from "@/components/controls/button.tsx";
import type { ItemAvailability } from "../item-state.ts";
import { storesPath } from "../stores/stores-path.ts";
import type { ActItem } from "../use-set-availability.ts";
import { useItemActs } from "./item-acts.tsx";

/**
 * What can be done about an item here. The first button keeps its place when the item goes off and comes back, and
 * with it the focus.
 */
export function ItemButtons({ item, availability }: { item: ActItem; availability: ItemAvailability }) {
  const say = useWords("takeoff");
  const acts = useItemActs();
  if (acts === null) return null;
  const isOff = availability.source === "OPERATOR" && !availability.isAvailable;
  const isBusy = acts.isBusy(item);
  // Never disabled, which would lose the focus that comes back from the dialog.
  const act = () => {
    if (isBusy) return;
    if (isOff) void acts.putBack(item, { until: availability.until, reason: availability.reason });
    else acts.askTakeOff(item);
  };
  return (
    <span className="inline-flex flex-wrap justify-end gap-1">
      <Button
        look={isOff ? "plain" : "quiet"}
        size="row"
        onClick={act}
        aria-busy={isBusy}
        {...(isOff ? {} : { "aria-haspopup": "dialog" as const })}
      >
        {say.rich(isOff ? "putBackItem" : "askItem", { item: item.name, hidden })}
      </Button>
      {isOff && (
        <Button look="quiet" size="row" onClick={() => acts.askTakeOff(item)} aria-haspopup="dialog">
          {say.rich("changeItem", { item: item.name, hidden })}
        </Button>
      )}
      {isOff && (
        <Link href={storesPath(acts.locationId, item)} className={buttonClass("quiet", "row")}>
          {say.rich("inStores", { item: item.name, hidden })}
        </Link>
      )}
    </span>
  );
}

function hidden(text: ReactNode): ReactNode {
  return <span className="sr-only">{text}</span>;
}
