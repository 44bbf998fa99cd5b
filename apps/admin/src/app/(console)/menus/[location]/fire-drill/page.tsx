import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AutoRefresh } from "@/components/controls/auto-refresh.tsx";
import { Surface } from "@/components/display/surface.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { MenuTabs } from "@/components/menu/menu-tabs.tsx";
import { PageHeader } from "@/components/page-header/page-header.tsx";
import { readQuery } from "@/graphql/read.ts";
import { ClientWords, words } from "@/words/server.tsx";
import { FindingPanels } from "./_components/finding-panels.tsx";
import { PastDrills } from "./_components/past-drills.tsx";
import { RunButton } from "./_components/run-button.tsx";
import { drillNote, drillSentence } from "./drill-words.ts";
import { type DrilledStore, fireDrillFindingsQuery, fireDrillQuery } from "./fire-drill.graphql.ts";

/** While one runs, the page is read again so often. */
const AGAIN_MS = 1_000;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("drill"))("name") };
}

interface FireDrillPageProps {
  params: Promise<{ location: string }>;
}

/** The last fire drill of a store's menu: how far it is, what it found, and what to do about it. */
export default async function FireDrillPage({ params }: FireDrillPageProps) {
  const [{ location: id }, say] = await Promise.all([params, words("drill")]);
  const [reading, found] = await Promise.all([
    readQuery(fireDrillQuery, { id }),
    readQuery(fireDrillFindingsQuery, { id }),
  ]);
  if (reading.kind !== "data") return <ReadFailed failure={reading} what={say("what")} />;
  if (found.kind !== "data") return <ReadFailed failure={found} what={say("what")} />;
  const store = reading.data.location;
  if (store === null) notFound();
  const [last] = store.fireDrills;
  const findings = found.data.location?.fireDrills[0]?.findings ?? [];
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
        sentence={last === undefined ? say("title.none") : drillSentence(last, say)}
        note={last === undefined ? null : drillNote(last, say)}
        actions={
          store.canRunFireDrill &&
          store.menu !== null && (
            <ClientWords rooms={["drill"]}>
              <RunButton
                locationId={store.id}
                running={last?.state === "RUNNING" ? last.id : null}
                isFirst={last === undefined}
              />
            </ClientWords>
          )
        }
      />
      <div className="mb-3">
        <MenuTabs
          locationId={store.id}
          here="drill"
          orderType={null}
          offCount={store.offItems.length}
          findingCount={store.menu?.findings.length ?? 0}
        />
      </div>
      <div className="flex flex-col gap-3">
        <Last store={store} />
        <FindingPanels locationId={store.id} findings={findings} />
        {last === undefined ? (
          <Surface>
            <EmptyState icon="menus" title={say(store.menu === null ? "refused.noMenu" : "page.emptyTitle")}>
              {say("page.empty")}
            </EmptyState>
          </Surface>
        ) : (
          <PastDrills drills={store.fireDrills} zone={store.timezone} now={now} />
        )}
      </div>
    </>
  );
}

/** How far the last one is while it runs, and whether it still says something once it has ended. */
async function Last({ store }: { store: DrilledStore }) {
  const say = await words("drill");
  const [last] = store.fireDrills;
  if (last === undefined) return null;
  if (last.state === "RUNNING") {
    const { checkedCount, itemCount } = last;
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
  return last.isOfMenuInForce ? null : <Notice tone="wait">{say("page.outdated")}</Notice>;
}
