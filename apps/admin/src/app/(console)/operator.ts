import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { ResultOf } from "@/graphql/document.ts";
import { type Reading, readQuery } from "@/graphql/read.ts";
import { pathHeader, signInPath } from "@/navigation/return-path.ts";
import { shellQuery } from "./shell.graphql.ts";

type Shell = ResultOf<typeof shellQuery>;
export type CurrentOperator = NonNullable<Shell["me"]>;

/** What the frame of every page shows. */
interface Frame {
  me: CurrentOperator;
  isDemo: boolean;
  /** Issues that need somebody. */
  issueCount: number;
}

/**
 * Who is looking at this page; asked once per page, whoever asks for it. Leaves for the first-run page while there
 * is no operator at all, and for the sign-in page when nobody is signed in.
 */
export const readOperator = cache(async (): Promise<Reading<Frame>> => {
  const reading = await readQuery(shellQuery, {});
  if (reading.kind !== "data") return reading;
  const { setup, me, issueCount } = reading.data;
  if (setup.needsFirstOperator) redirect("/first-run");
  if (me === null) redirect(signInPath((await headers()).get(pathHeader)));
  return { kind: "data", data: { me, isDemo: setup.demo, issueCount } };
});

/** Whether the signed-in operator may change mappings; false when that cannot be known. */
export async function mayEditMappings(): Promise<boolean> {
  const reading = await readOperator();
  return reading.kind === "data" && reading.data.me.canEditMappings;
}
