import type { Words } from "@parley/words";
import type { Metadata } from "next";
import { type Column, DataTable } from "@/components/data-table/data-table.tsx";
import { Mono } from "@/components/display/mono.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { Surface } from "@/components/display/surface.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { PageHeader } from "@/components/page-header/page-header.tsx";
import { readQuery } from "@/graphql/read.ts";
import { words } from "@/words/server.tsx";
import { environmentQuery, type Setting } from "./environment.graphql.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("settings"))("title") };
}

/** What this installation was started with, for owners: each variable, its value and where it comes from. */
export default async function EnvironmentPage() {
  const [say, reading] = await Promise.all([words("settings"), readQuery(environmentQuery, {})]);
  if (reading.kind !== "data") return <ReadFailed failure={reading} what={say("what")} />;
  const { settings } = reading.data;
  if (settings === null) {
    return (
      <Surface>
        <EmptyState isPage icon="lock" title={say("hidden")}>
          {say("ownersOnly")}
        </EmptyState>
      </Surface>
    );
  }
  const groups = [...new Set(settings.map(({ group }) => group))];
  const changed = settings.filter(isChanged).length;
  return (
    <>
      <PageHeader name={say("title")} sentence={say("sentence", { changed })} />
      <div className="flex flex-col gap-4">
        {groups.map((group) => (
          <Panel key={group} title={say(`group.${groupWords[group]}`)}>
            <DataTable
              caption={say(`group.${groupWords[group]}`)}
              columns={columnsIn(say)}
              rows={settings.filter((setting) => setting.group === group)}
              rowKey={({ name }) => name}
            />
          </Panel>
        ))}
      </div>
    </>
  );
}

const groupWords = {
  LISTENING: "listening",
  SECRETS: "secrets",
  ADDRESSES: "addresses",
  MAIL: "mail",
  BEHAVIOUR: "behaviour",
  DURATIONS: "durations",
  LIMITS: "limits",
  DRILLS: "drills",
} as const;
const sourceWords = {
  ENVIRONMENT: "environment",
  FILE: "file",
  LAUNCHER: "launcher",
  DEFAULT: "default",
} as const;

function isChanged({ source }: Setting): boolean {
  return source === "ENVIRONMENT" || source === "FILE";
}

function columnsIn(say: Words<"settings">): Column<Setting>[] {
  return [
    {
      header: say("name"),
      isLead: true,
      cell: ({ name, about }) => (
        <div className="max-w-prose whitespace-normal">
          <Mono>{name}</Mono>
          <p className="text-xs text-ink-soft">{about}</p>
        </div>
      ),
      folded: (setting) => <Source say={say} setting={setting} />,
    },
    { header: say("value"), cell: (setting) => <Value say={say} setting={setting} /> },
    { header: say("from"), from: "md", cell: (setting) => <Source say={say} setting={setting} /> },
  ];
}

function Value({ say, setting }: { say: Words<"settings">; setting: Setting }) {
  const { value, isSecret, isSet, fallback } = setting;
  const isOther = isChanged(setting) && fallback !== null && fallback !== value;
  if (value === null)
    return <span className="text-ink-soft">{say(isSecret && isSet ? "secret" : "notSet")}</span>;
  return (
    <div className="max-w-80 break-all whitespace-normal" data-name="">
      <Mono>{value}</Mono>
      {isOther && <p className="text-xs text-ink-soft">{say("fallback", { value: fallback })}</p>}
    </div>
  );
}

function Source({ say, setting }: { say: Words<"settings">; setting: Setting }) {
  return (
    <span className={isChanged(setting) ? "font-medium" : "text-ink-soft"}>
      {say(`source.${sourceWords[setting.source]}`)}
    </span>
  );
}
