import type { ReactNode } from "react";
import { readOperator } from "@/app/(console)/operator.ts";
import { HiddenPlace } from "@/components/feedback/hidden-place.tsx";
import { words } from "@/words/server.tsx";

/** For those who administer people. Whom they see and change is the API's decision, asked by each page. */
export default async function PeopleLayout({ children }: { children: ReactNode }) {
  const reading = await readOperator();
  if (reading.kind === "data" && !reading.data.me.permissions.includes("OPERATORS_EDIT")) {
    return <HiddenPlace what={(await words("people"))("what")} needs="OPERATORS_EDIT" />;
  }
  return children;
}
