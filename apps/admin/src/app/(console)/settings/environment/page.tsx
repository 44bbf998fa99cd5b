import type { Words } from "@parley/words";
import type { Metadata } from "next";
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
      <PageHeader name={say("title")} sentence={say("sentence", { changed })} note={say("note")} />
      <div className="flex flex-col gap-4">
        {groups.map((group) => (
          <Panel key={group} title={say(`group.${groupWords[group]}`)}>
            <dl>
              {settings
                .filter((setting) => setting.group === group)
                .map((setting) => (
                  <Row key={setting.name} say={say} setting={setting} />
                ))}
            </dl>
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
  PROVIDER: "provider",
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

/** One variable: what it is for, and beside it (on a phone below) its value and where that comes from. */
function Row({ say, setting }: { say: Words<"settings">; setting: Setting }) {
  const { name, about, value, isSecret, isSet, fallback, source } = setting;
  const isOther = isChanged(setting) && fallback !== null && fallback !== value;
  return (
    <div className="grid gap-x-6 gap-y-1 border-b px-3 py-2.5 last:border-b-0 md:grid-cols-[1fr_20rem_8rem]">
      <dt className="max-w-prose">
        <Mono>{name}</Mono>
        <p className="text-xs text-ink-soft">{about}</p>
      </dt>
      <dd className="wrap-anywhere">
        {value === null ? (
          <span className="text-ink-soft">{say(isSecret && isSet ? "secret" : "notSet")}</span>
        ) : (
          <span data-name="">
            <Mono>{value}</Mono>
          </span>
        )}
        {isOther && <p className="text-xs text-ink-soft">{say("fallback", { value: fallback })}</p>}
      </dd>
      <dd className={isChanged(setting) ? "font-medium" : "text-ink-soft max-md:hidden"}>
        {say(`source.${sourceWords[source]}`)}
      </dd>
    </div>
  );
}
