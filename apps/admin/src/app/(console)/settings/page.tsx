import { redirect } from "next/navigation";
import { settingsTabs } from "./tabs.ts";

/** The settings open at their first part. */
export default function SettingsPage() {
  redirect(settingsTabs[0].href);
}
