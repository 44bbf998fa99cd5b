import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { mayEditMappings } from "@/app/(console)/operator.ts";
import { SecretTable } from "@/components/connection/secret-table.tsx";
import { Mono } from "@/components/display/mono.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { PageHeader } from "@/components/page-header/page-header.tsx";
import { PauseLines } from "@/components/pause/pause-lines.tsx";
import { formatDateTime } from "@/format/time.ts";
import { readQuery } from "@/graphql/read.ts";
import { ClientWords, language, words } from "@/words/server.tsx";
import { Changes } from "./_components/changes.tsx";
import { PauseConnection } from "./_components/pause-connection.tsx";
import { SecretActs } from "./_components/secret-acts.tsx";
import { SeenPanel } from "./_components/seen-panel.tsx";
import { Served } from "./_components/served.tsx";
import { Switches } from "./_components/switches.tsx";
import { TellPar } from "./_components/tell-par.tsx";
import { TryConnection } from "./_components/try-connection.tsx";
import { connectionQuery, type ShownConnection } from "./connection.graphql.ts";
import { usableOf } from "./usable.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("connections"))("name") };
}

/** One relationship with PAR: whether PAR can get in, with which SharedIds, and what PAR has to know. */
export default async function ConnectionPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  const [reading, mayEdit, list, say, pauseWords] = await Promise.all([
    readQuery(connectionQuery, { id: slug }),
    mayEditMappings(),
    words("connections"),
    words("connection"),
    words("pause"),
  ]);
  if (reading.kind !== "data") return <ReadFailed failure={reading} what={say("unread")} />;
  const { connection, brands, parDoor } = reading.data;
  if (connection === null) notFound();
  const now = new Date().toISOString();
  return (
    <>
      <PageHeader
        back={{ href: "/connections", name: list("name") }}
        name={<span data-name="">{connection.name}</span>}
        beside={<Mono>{connection.slug}</Mono>}
        sentence={await sentenceOf(connection)}
      />
      {connection.pause !== null && <PauseLines pauses={[{ ...connection.pause, slug: null }]} zone="UTC" />}
      <div className="flex flex-col gap-4">
        <div className="grid items-start gap-4 lg:grid-cols-2">
          <div className="flex min-w-0 flex-col gap-4">
            <Panel title={list("secrets.title")}>
              {connection.secrets === null ? (
                <p className="p-3 text-ink-faint">{list("hidden")}</p>
              ) : (
                <SecretTable secrets={connection.secrets} now={now} />
              )}
              {connection.canEdit && (
                <div className="border-t p-3">
                  <ClientWords rooms={["shell", "connection"]}>
                    <SecretActs connection={connection} now={now} />
                  </ClientWords>
                </div>
              )}
            </Panel>
            <Served connection={connection} brands={brands} mayEdit={mayEdit} />
            {connection.canEdit && (
              <Panel title={pauseWords(connection.pausedAt === null ? "open.title" : "closed.title")} padded>
                <ClientWords rooms={["shell", "pause"]}>
                  <PauseConnection connection={connection} now={now} />
                </ClientWords>
              </Panel>
            )}
          </div>
          <TellPar connection={connection} door={parDoor} />
        </div>
        {connection.testStores.length > 0 && (
          <Panel title={say("try.title")} padded>
            <ClientWords rooms={["shell", "connection", "simulator"]}>
              <TryConnection connectionId={connection.id} stores={connection.testStores} />
            </ClientWords>
          </Panel>
        )}
        {connection.switches !== null && <Switches connection={connection} switches={connection.switches} />}
        <div className="grid items-start gap-4 xl:grid-cols-2">
          {connection.seen !== null && <SeenPanel seen={connection.seen} />}
          {connection.changes !== null && <Changes changes={connection.changes} />}
        </div>
      </div>
    </>
  );
}

async function sentenceOf({ state, secrets, pausedAt, pauseReason }: ShownConnection): Promise<string> {
  const say = await words("connection");
  if (secrets === null) return say("sentence.hidden");
  if (state !== "live") return say("sentence.disabled");
  const usable = usableOf(secrets);
  if (usable.length === 0) return say("sentence.none");
  if (pausedAt !== null) return say("sentence.paused", { reason: pauseReason ?? "–" });
  const ends = usable.find(({ endsAt }) => endsAt !== null)?.endsAt;
  if (usable.length === 1 || !ends) return say("sentence.one");
  return say("sentence.two", { until: formatDateTime(new Date(ends), "UTC", "minute", await language()) });
}
