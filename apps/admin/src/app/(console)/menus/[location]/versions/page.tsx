import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Surface } from "@/components/display/surface.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { MenuTabs } from "@/components/menu/menu-tabs.tsx";
import { PageHeader } from "@/components/page-header/page-header.tsx";
import { readQuery } from "@/graphql/read.ts";
import { ClientWords, words } from "@/words/server.tsx";
import { VersionList } from "./_components/version-list.tsx";
import { versionsQuery } from "./versions.graphql.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("versions"))("name") };
}

interface VersionsPageProps {
  params: Promise<{ location: string }>;
}

/** The versions of a store's menu that are kept, and which of them it is held at. */
export default async function VersionsPage({ params }: VersionsPageProps) {
  const [{ location: id }, say] = await Promise.all([params, words("versions")]);
  const reading = await readQuery(versionsQuery, { id });
  if (reading.kind !== "data") return <ReadFailed failure={reading} what={say("what")} />;
  const store = reading.data.location;
  if (store === null) notFound();
  const count = store.menuVersions.length;
  return (
    <>
      <PageHeader
        back={{ href: `/menus/${store.id}`, name: store.name }}
        name={
          <>
            {say("name")} <span className="text-ink-faint">{store.code}</span>
          </>
        }
        sentence={say("sentence", { count })}
        note={say("aside")}
      />
      <div className="mb-3 flex">
        <MenuTabs
          locationId={store.id}
          here="versions"
          orderType={null}
          offCount={store.offItems.length}
          findingCount={store.menu?.findings.length ?? 0}
        />
      </div>
      {count === 0 ? (
        <Surface>
          <EmptyState icon="menus" title={say("sentence", { count })}>
            {say("empty")}
          </EmptyState>
        </Surface>
      ) : (
        <ClientWords rooms={["versions"]}>
          <VersionList store={store} now={new Date().toISOString()} />
        </ClientWords>
      )}
    </>
  );
}
