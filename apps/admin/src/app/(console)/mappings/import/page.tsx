import type { Words } from "@parley/words";
import type { Metadata } from "next";
import { mayEditMappings } from "@/app/(console)/operator.ts";
import { HiddenPlace } from "@/components/feedback/hidden-place.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { PageHeader } from "@/components/page-header/page-header.tsx";
import { readQuery } from "@/graphql/read.ts";
import type { SearchParams } from "@/navigation/search-params.ts";
import { ClientWords, words } from "@/words/server.tsx";
import { FileDrop } from "./_components/file-drop.tsx";
import { ImportList } from "./_components/import-list.tsx";
import { PasteRows } from "./_components/paste-rows.tsx";
import { PlanView } from "./_components/plan-view.tsx";
import { ProblemTable } from "./_components/problem-table.tsx";
import { changesOf } from "./changes-of.ts";
import { type Batch, importPlanQuery, importsQuery, type Plan } from "./import.graphql.ts";
import { type ImportAddress, PAGE_ROWS, readImportAddress } from "./import-address.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("imports"))("page.name") };
}

export default async function ImportPage({ searchParams }: { searchParams: SearchParams }) {
  const address = readImportAddress(await searchParams);
  const say = await words("imports");
  if (!(await mayEditMappings())) return <HiddenPlace what={say("page.what")} needs="MAPPINGS_EDIT" />;
  const [imports, reading] = await Promise.all([readQuery(importsQuery, {}), readPlan(address)]);
  if (imports.kind !== "data") return <ReadFailed failure={imports} what={say("page.what")} />;
  if (reading !== null && reading.kind !== "data")
    return <ReadFailed failure={reading} what={say("page.what")} />;
  const plan = reading?.data.dryRunImport ?? null;
  const batches = imports.data.mappingImports;
  const done = batches.find(({ id }) => id === address.done) ?? null;

  return (
    <ClientWords rooms={["imports", "mappings"]}>
      <PageHeader
        back={{ href: "/mappings", name: say("page.back") }}
        name={say("page.name")}
        sentence={sentence(say, { plan, done })}
        note={say("page.note")}
      />
      <div className="flex flex-col gap-4">
        {address.file !== null && plan === null && <Notice tone="problem">{say("page.lost")}</Notice>}
        <FileDrop isAnother={plan !== null} />
        <PasteRows connections={imports.data.connections} />
        {plan && (
          <>
            <ProblemTable plan={plan} address={address} />
            <PlanView key={plan.id} plan={plan} address={address} />
          </>
        )}
        <ImportList batches={batches} done={done} />
      </div>
    </ClientWords>
  );
}

async function readPlan({ file, acrossBrands, problems, changes }: ImportAddress) {
  if (file === null) return null;
  return await readQuery(importPlanQuery, {
    id: file,
    acrossBrands,
    problemsFrom: problems * PAGE_ROWS,
    changesFrom: changes * PAGE_ROWS,
    limit: PAGE_ROWS,
  });
}

function sentence(say: Words<"imports">, { plan, done }: { plan: Plan | null; done: Batch | null }): string {
  if (plan !== null) {
    return plan.wrong > 0
      ? say("page.sentence.wrong", { count: plan.wrong })
      : say("page.sentence.ready", { count: changesOf(plan) });
  }
  if (done === null) return say("page.sentence.choose");
  if (done.undoneAt !== null) return say("page.sentence.undone", { file: done.fileName });
  return say("page.sentence.done", { count: (done.created ?? 0) + (done.changed ?? 0) + (done.ended ?? 0) });
}
