import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { readQuery } from "@/graphql/read.ts";
import { words } from "@/words/server.tsx";
import { setupQuery } from "../setup.graphql.ts";
import { FirstOperatorForm } from "./first-operator-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("entry"))("firstRun.name") };
}

export default async function FirstRunPage() {
  const reading = await readQuery(setupQuery, {});
  if (reading.kind !== "data")
    return <ReadFailed failure={reading} what={(await words("entry"))("firstRun.what")} />;
  if (!reading.data.setup.needsFirstOperator) redirect("/sign-in");
  return <FirstOperatorForm />;
}
