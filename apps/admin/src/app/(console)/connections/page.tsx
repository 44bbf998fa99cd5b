import type { Words } from "@parley/words";
import type { Metadata } from "next";
import { Surface } from "@/components/display/surface.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { PageHeader } from "@/components/page-header/page-header.tsx";
import { readQuery } from "@/graphql/read.ts";
import { ClientWords, words } from "@/words/server.tsx";
import { AddConnection } from "./_components/add-connection.tsx";
import { ConnectionCard } from "./_components/connection-card.tsx";
import { type Connection, connectionsQuery } from "./connections.graphql.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("connections"))("name") };
}

export default async function ConnectionsPage() {
  const say = await words("connections");
  const reading = await readQuery(connectionsQuery, {});
  if (reading.kind !== "data") return <ReadFailed failure={reading} what={say("what")} />;
  const { connections, me } = reading.data;
  if (connections.length === 0 && me?.grants.every(({ location }) => location !== null)) {
    return <PageHeader name={say("name")} sentence={say("sentence.hidden")} />;
  }
  const now = new Date().toISOString();
  const mayAdd = me?.grants.some(({ role }) => role === "OWNER");
  return (
    <>
      <PageHeader name={say("name")} sentence={sentence(connections, say)} note={say("note")} />
      {connections.length === 0 ? (
        <Surface>
          <EmptyState icon="connections" title={say("empty")}>
            {say("emptyHelp")}
          </EmptyState>
        </Surface>
      ) : (
        <div className="flex flex-col gap-4">
          {connections.map((connection) => (
            <ConnectionCard key={connection.id} connection={connection} now={now} />
          ))}
        </div>
      )}
      {mayAdd && (
        <div className="mt-4">
          <ClientWords rooms={["shell", "connection"]}>
            <AddConnection />
          </ClientWords>
        </div>
      )}
    </>
  );
}

function sentence(connections: readonly Connection[], say: Words<"connections">): string {
  const count = connections.length;
  if (count === 0) return say("sentence.none");
  const hidden = connections.filter(({ secrets }) => secrets === null).length;
  if (hidden > 0) return say("sentence.secretsHidden", { count });
  const paused = connections.filter(({ pausedAt }) => pausedAt !== null).length;
  if (paused > 0) return say("sentence.paused", { count: paused });
  const open = connections.filter(
    (each) => each.state === "live" && each.secrets?.some((secret) => secret.state !== "retired"),
  ).length;
  return open === count ? say("sentence.all", { count }) : say("sentence.some", { open, count });
}
