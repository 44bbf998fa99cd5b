import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { RefreshMenuButton } from "@/app/(console)/menus/refresh-menu-button.tsx";
import { AutoRefresh } from "@/components/controls/auto-refresh.tsx";
import { Age } from "@/components/display/moment.tsx";
import { Surface } from "@/components/display/surface.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { MenuTabs } from "@/components/menu/menu-tabs.tsx";
import { PageHeader } from "@/components/page-header/page-header.tsx";
import { readQuery } from "@/graphql/read.ts";
import { one, type SearchParams } from "@/navigation/search-params.ts";
import { ClientWords, words } from "@/words/server.tsx";
import { FindingPanels } from "./_components/finding-panels.tsx";
import { PastDrills } from "./_components/past-drills.tsx";
import { RunButton } from "./_components/run-button.tsx";
import { SkippedPanel } from "./_components/skipped-panel.tsx";
import { drillNote, drillSentence } from "./drill-words.ts";
import {
  type Drill,
  type DrilledStore,
  fireDrillFindingsQuery,
  fireDrillQuery,
} from "./fire-drill.graphql.ts";

/** While one runs, the page is read again so often. */
const AGAIN_MS = 1_000;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("drill"))("name") };
}

interface FireDrillPageProps {
  params: Promise<{ location: string }>;
  searchParams: SearchParams;
}

/** A fire drill of a store's menu, the last one unless told: how far it is, what it found, and what to do about it. */
export default async function FireDrillPage({ params, searchParams }: FireDrillPageProps) {
  const [{ location: id }, search, say] = await Promise.all([params, searchParams, words("drill")]);
  const reading = await readQuery(fireDrillQuery, { id });
  if (reading.kind !== "data") return <ReadFailed failure={reading} what={say("what")} />;
  const store = reading.data.location;
  if (store === null) notFound();
  const [last] = store.fireDrills;
  const run = one(search.run);
  const drill = run === null ? last : store.fireDrills.find((each) => each.id === run);
  if (run !== null && drill === undefined) notFound();
  const found = drill === undefined ? null : await readQuery(fireDrillFindingsQuery, { id, run: drill.id });
  if (found !== null && found.kind !== "data") return <ReadFailed failure={found} what={say("what")} />;
  const { findings = [], skipped = [] } = found?.data.location?.fireDrill ?? {};
  const now = new Date().toISOString();
  return (
    <>
      <PageHeader
        back={{ href: `/menus/${store.id}`, name: store.name }}
        name={
          <>
            {say("name")} <span className="text-ink-faint">{store.code}</span>
          </>
        }
        sentence={drill === undefined ? say("title.none") : drillSentence(drill, say)}
        note={(drill === undefined ? null : drillNote(drill, say)) ?? say("page.note")}
        actions={
          store.canRunFireDrill &&
          store.menu !== null && (
            <ClientWords rooms={["drill", "menus"]}>
              <RefreshMenuButton locationId={store.id} storeName={store.name} />
              <RunButton
                locationId={store.id}
                running={last?.state === "RUNNING" ? last.id : null}
                isFirst={last === undefined}
              />
            </ClientWords>
          )
        }
      />
      <div className="mb-3 flex">
        <MenuTabs
          locationId={store.id}
          here="drill"
          orderType={null}
          offCount={store.offItems.length}
          findingCount={store.menu?.findings.length ?? 0}
        />
      </div>
      <div className="flex flex-col gap-3">
        <DrillState drill={drill} isLast={drill?.id === last?.id} store={store} now={now} />
        <FindingPanels locationId={store.id} currency={store.currency} findings={findings} />
        <SkippedPanel skipped={skipped} />
        {last === undefined ? (
          <Surface>
            <EmptyState icon="menus" title={say(store.menu === null ? "refused.noMenu" : "page.emptyTitle")}>
              {say("page.empty")}
            </EmptyState>
          </Surface>
        ) : (
          <PastDrills store={store} shown={drill?.id ?? null} now={now} />
        )}
      </div>
    </>
  );
}

/** How far it is while it runs, and whether it still says something once it has ended. */
async function DrillState({ drill, isLast, store, now }: DrillStateProps) {
  const say = await words("drill");
  if (drill === undefined) return null;
  if (!isLast)
    return (
      <Notice tone="wait">
        {say.rich("page.earlier", {
          time: () => <Age at={drill.startedAt} zone={store.timezone} now={now} words />,
          by: () => <span data-name="">{drill.startedBy}</span>,
          link: (text) => (
            <Link href={`/menus/${store.id}/fire-drill`} className="underline underline-offset-2">
              {text}
            </Link>
          ),
        })}
      </Notice>
    );
  if (drill.state === "RUNNING") {
    const { checkedCount, itemCount } = drill;
    return (
      <>
        <progress
          className="w-full accent-accent"
          max={itemCount}
          value={checkedCount}
          aria-label={say("title.running", { checked: checkedCount, items: itemCount })}
        />
        <AutoRefresh everyMs={AGAIN_MS} />
      </>
    );
  }
  return drill.isOfMenuInForce ? null : <Notice tone="wait">{say("page.outdated")}</Notice>;
}

interface DrillStateProps {
  drill: Drill | undefined;
  isLast: boolean;
  store: DrilledStore;
  /** ISO 8601. */
  now: string;
}
