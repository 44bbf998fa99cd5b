import type { ReactNode } from "react";
import { ClientWords } from "@/words/server.tsx";
import { readOperator } from "../operator.ts";
import { SettingsTabs } from "./settings-tabs.tsx";
import { tabsFor } from "./tabs.ts";

/** The settings: their parts as tabs, and below them the page of one. */
export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const reading = await readOperator();
  const tabs = reading.kind === "data" ? tabsFor(reading.data.me) : [];
  return (
    <ClientWords rooms={["shell", "status", "people"]}>
      {tabs.length > 0 && (
        <div className="mb-4 flex">
          <SettingsTabs tabs={tabs} />
        </div>
      )}
      {children}
    </ClientWords>
  );
}
