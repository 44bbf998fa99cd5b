import type { Metadata } from "next";
import { Panel } from "@/components/display/panel.tsx";
import { Surface } from "@/components/display/surface.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { PageHeader } from "@/components/page-header/page-header.tsx";
import { readQuery } from "@/graphql/read.ts";
import { ClientWords, words } from "@/words/server.tsx";
import { BrandTable } from "./_components/brand-table.tsx";
import { LimitsForm } from "./_components/limits-form.tsx";
import { RunButton } from "./_components/run-button.tsx";
import { Sizes } from "./_components/sizes.tsx";
import { StatusTable } from "./_components/status-table.tsx";
import { Weeks } from "./_components/weeks.tsx";
import { retentionOfQuery, retentionQuery } from "./retention.graphql.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("retention"))("title") };
}

interface RetentionPageProps {
  searchParams: Promise<{ brand?: string | string[] }>;
}

/** How long what is recorded is kept, brand by brand; of the chosen one what is past its limit, and its form. */
export default async function RetentionPage({ searchParams }: RetentionPageProps) {
  const [say, reading, { brand }] = await Promise.all([
    words("retention"),
    readQuery(retentionQuery, {}),
    searchParams,
  ]);
  if (reading.kind !== "data") return <ReadFailed failure={reading} what={say("what")} />;
  const { retention: policies, retentionSizes: sizes, retentionWeeks: weeks } = reading.data;
  const chosen = policies?.find(({ id }) => id === brand) ?? policies?.[0];
  if (policies === null || chosen === undefined) {
    return (
      <Surface>
        <EmptyState isPage icon="lock" title={say("hidden")}>
          {say("ownersOnly")}
        </EmptyState>
      </Surface>
    );
  }
  const ofChosen = await readQuery(retentionOfQuery, { id: chosen.id });
  const name = chosen.name ?? say("noBrand");
  return (
    <ClientWords rooms={["retention"]}>
      <PageHeader
        name={say("title")}
        sentence={say("sentence")}
        actions={<RunButton id={null} words={say("runAll")} />}
      />
      <div className="grid items-start gap-4 lg:grid-cols-[2fr_1fr]">
        <div className="flex min-w-0 flex-col gap-4">
          <Panel title={say("brands")}>
            <BrandTable say={say} policies={policies} chosenId={chosen.id} />
          </Panel>
          <Panel
            title={say("status")}
            aside={
              <span className="flex flex-wrap items-center gap-3">
                <span data-name="">{name}</span>
                <RunButton id={chosen.id} words={say("run")} />
              </span>
            }
          >
            {ofChosen.kind === "data" ? (
              <StatusTable say={say} kinds={ofChosen.data.retentionOf?.kinds ?? []} />
            ) : (
              <ReadFailed failure={ofChosen} what={say("what")} />
            )}
          </Panel>
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <Panel title={say("form")} aside={<span data-name="">{name}</span>} padded>
            <LimitsForm key={chosen.id} policy={chosen} />
          </Panel>
          <Sizes say={say} sizes={sizes ?? []} />
        </div>
        <div className="min-w-0 lg:col-span-2">
          <Weeks say={say} weeks={weeks} />
        </div>
      </div>
    </ClientWords>
  );
}
