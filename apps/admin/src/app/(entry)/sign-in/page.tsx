import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { readQuery } from "@/graphql/read.ts";
import { safeReturnPath } from "@/navigation/return-path.ts";
import { one, type SearchParams } from "@/navigation/search-params.ts";
import { words } from "@/words/server.tsx";
import { setupQuery } from "../setup.graphql.ts";
import { demoAccounts } from "./demo-accounts.ts";
import { providerProblem } from "./provider.tsx";
import { SignInForm } from "./sign-in-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("entry"))("signIn.title") };
}

export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const asked = await searchParams;
  const returnPath = safeReturnPath(one(asked.return));
  const reading = await readQuery(setupQuery, {});
  // The form works without what was asked here, so a limit on requests before sign-in keeps nobody out.
  if (reading.kind === "failed")
    return <SignInForm returnPath={returnPath} demoAccounts={[]} passkeyHost={null} provider={null} />;
  if (reading.kind !== "data")
    return <ReadFailed failure={reading} what={(await words("entry"))("signIn.what")} />;
  const { setup, me } = reading.data;
  if (setup.needsFirstOperator) redirect("/first-run");
  if (me !== null) redirect(returnPath);
  return (
    <SignInForm
      returnPath={returnPath}
      demoAccounts={setup.demo ? demoAccounts : []}
      passkeyHost={setup.passkeyHost}
      provider={
        setup.providerName === null
          ? null
          : { name: setup.providerName, problem: providerProblem(one(asked.provider)) }
      }
    />
  );
}
