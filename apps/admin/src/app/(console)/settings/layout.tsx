import type { ReactNode } from "react";
import { ClientWords } from "@/words/server.tsx";
import { SettingsTabs } from "./settings-tabs.tsx";

/** The settings: their parts as tabs, and below them the page of one. */
export default function SettingsLayout({ children }: { children: ReactNode }) {
  return (
    <ClientWords rooms={["shell", "status", "people"]}>
      <div className="mb-4 flex">
        <SettingsTabs />
      </div>
      {children}
    </ClientWords>
  );
}
