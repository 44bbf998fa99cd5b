import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { readQuery } from "@/graphql/read.ts";
import { setupQuery } from "../setup.graphql.ts";
import { FirstOperatorForm } from "./first-operator-form.tsx";

export const metadata: Metadata = { title: "First operator" };

export default async function FirstRunPage() {
  const reading = await readQuery(setupQuery, {});
  if (reading.kind !== "data") return <ReadFailed failure={reading} what="the first page" />;
  if (!reading.data.setup.needsFirstOperator) redirect("/sign-in");
  return <FirstOperatorForm />;
}
