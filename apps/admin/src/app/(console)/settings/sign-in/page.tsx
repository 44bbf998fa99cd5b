import type { Metadata } from "next";
import { Panel } from "@/components/display/panel.tsx";
import { Surface } from "@/components/display/surface.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { PageHeader } from "@/components/page-header/page-header.tsx";
import { readQuery } from "@/graphql/read.ts";
import { words } from "@/words/server.tsx";
import { PolicyForm } from "./policy-form.tsx";
import { signInPolicyQuery } from "./sign-in-policy.graphql.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("people"))("policy.title") };
}

/** What sign-in asks of everybody here, for owners. */
export default async function SignInPolicyPage() {
  const [say, reading] = await Promise.all([words("people"), readQuery(signInPolicyQuery, {})]);
  if (reading.kind !== "data") return <ReadFailed failure={reading} what={say("policy.what")} />;
  const { signInPolicy: policy, me } = reading.data;
  if (policy === null) {
    return (
      <Surface>
        <EmptyState isPage icon="lock" title={say("policy.hidden")}>
          {say("policy.owners")}
        </EmptyState>
      </Surface>
    );
  }
  return (
    <>
      <PageHeader name={say("policy.title")} sentence={say(`policy.sentence.${policy.secondFactor}`)} />
      <Panel title={say("policy.form")} padded>
        <PolicyForm
          key={policy.version}
          policy={policy}
          hasFactor={me?.hasSecondFactor === true || (me?.passkeyCount ?? 0) > 0}
        />
      </Panel>
    </>
  );
}
