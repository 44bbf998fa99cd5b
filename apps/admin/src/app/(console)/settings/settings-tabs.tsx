"use client";

import { useWords } from "@parley/words/react";
import { usePathname } from "next/navigation";
import { TabLinks } from "@/components/filter-bar/tab-links.tsx";
import { isAt } from "@/navigation/places.ts";
import type { SettingsTab } from "./tabs.ts";

/** The parts of the settings as a row of links. */
export function SettingsTabs({ tabs }: { tabs: readonly SettingsTab[] }) {
  const say = useWords("people");
  const path = usePathname();
  return (
    <TabLinks
      label={say("tabs.label")}
      tabs={tabs.map(({ href, id }) => ({
        href,
        word: say(`tabs.${id}`),
        isHere: isAt({ href }, path),
      }))}
    />
  );
}
