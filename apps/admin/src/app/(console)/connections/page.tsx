import type { Metadata } from "next";
import { Surface } from "@/components/display/surface.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { PageHeader } from "@/components/page-header/page-header.tsx";
import { readQuery } from "@/graphql/read.ts";
import { ConnectionCard } from "./_components/connection-card.tsx";
import { type Connection, connectionsQuery } from "./connections.graphql.ts";

export const metadata: Metadata = { title: "Connections" };

export default async function ConnectionsPage() {
  const reading = await readQuery(connectionsQuery, {});
  if (reading.kind !== "data") return <ReadFailed failure={reading} what="the connections" />;
  const { connections } = reading.data;
  const now = new Date().toISOString();
  return (
    <>
      <PageHeader
        name="Connections"
        sentence={sentence(connections)}
        note="A SharedId is never shown again. Secrets and switches are changed with npm run parley."
      />
      {connections.length === 0 ? (
        <Surface>
          <EmptyState icon="connections" title="No connection yet.">
            Create one with <code className="font-mono">npm run parley</code>; it names the SharedId that PAR
            signs with.
          </EmptyState>
        </Surface>
      ) : (
        <div className="flex flex-col gap-4">
          {connections.map((connection) => (
            <ConnectionCard key={connection.id} connection={connection} now={now} />
          ))}
        </div>
      )}
    </>
  );
}

function sentence(connections: readonly Connection[]): string {
  const open = connections.filter(
    (each) => each.state === "live" && each.secrets.some((secret) => secret.state !== "retired"),
  );
  if (connections.length === 0) return "PAR cannot get in yet.";
  if (open.length === connections.length) {
    return open.length === 1 ? "PAR can get in." : `PAR can get in on all ${open.length} connections.`;
  }
  return `PAR can get in on ${open.length} of ${connections.length} connections.`;
}
