import type { Metadata } from "next";
import { Panel } from "@/components/display/panel.tsx";
import { Surface } from "@/components/display/surface.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { PageHeader } from "@/components/page-header/page-header.tsx";
import { readQuery } from "@/graphql/read.ts";
import { ClientWords, words } from "@/words/server.tsx";
import { EraseForm } from "./erase-form.tsx";
import { redactionQuery } from "./redaction.graphql.ts";
import { RedactionForm } from "./redaction-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("settings"))("redaction.title") };
}

/** What of guests is hidden beyond what always is, for owners. */
export default async function RedactionPage() {
  const [say, ofErasure, reading] = await Promise.all([
    words("settings"),
    words("erasure"),
    readQuery(redactionQuery, {}),
  ]);
  if (reading.kind !== "data") return <ReadFailed failure={reading} what={say("redaction.what")} />;
  const { redactionPolicy: policy } = reading.data;
  if (policy === null) {
    return (
      <Surface>
        <EmptyState isPage icon="lock" title={say("redaction.hidden")}>
          {say("redaction.ownersOnly")}
        </EmptyState>
      </Surface>
    );
  }
  return (
    <>
      <PageHeader name={say("redaction.title")} sentence={say(`redaction.sentence.${policy.revealedBy}`)} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Panel title={say("redaction.form")} padded>
          <ClientWords rooms={["settings"]}>
            <RedactionForm policy={policy} />
          </ClientWords>
        </Panel>
        <div className="flex min-w-0 flex-col gap-4">
          <Panel title={say("redaction.always")} padded>
            <p className="max-w-prose text-ink-soft">{say("redaction.alwaysList")}</p>
          </Panel>
          <Panel title={ofErasure("title")} padded>
            <ClientWords rooms={["erasure"]}>
              <EraseForm />
            </ClientWords>
          </Panel>
        </div>
      </div>
    </>
  );
}
