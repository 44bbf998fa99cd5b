import { redirect } from "next/navigation";
import { readOperator } from "../operator.ts";
import { tabsFor } from "./tabs.ts";

/** The settings open at the first part that the reader may use. */
export default async function SettingsPage() {
  const reading = await readOperator();
  const [first] = reading.kind === "data" ? tabsFor(reading.data.me) : [];
  redirect(first?.href ?? "/settings/people");
}
