import type { Metadata } from "next";
import Link from "next/link";
import { Age } from "@/components/display/moment.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { PageHeader } from "@/components/page-header/page-header.tsx";
import { readQuery } from "@/graphql/read.ts";
import { ClientWords, words } from "@/words/server.tsx";
import { RolloutForm } from "./_components/rollout-form.tsx";
import { rolloutsQuery } from "./rollouts.graphql.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("rollouts"))("name") };
}

/** The rollouts of menus, and a new one of the stores that are held while a newer version waits. */
export default async function RolloutsPage() {
  const [reading, say, ofMenus] = await Promise.all([
    readQuery(rolloutsQuery, {}),
    words("rollouts"),
    words("menus"),
  ]);
  if (reading.kind !== "data") return <ReadFailed failure={reading} what={say("what")} />;
  const { menuRollouts, locations } = reading.data;
  const candidates = locations.filter(({ canPinMenu, menuPin }) => canPinMenu && menuPin?.waiting);
  const zone = locations[0]?.timezone ?? "UTC";
  const now = new Date().toISOString();
  return (
    <>
      <PageHeader
        back={{ href: "/menus", name: ofMenus("name") }}
        name={say("name")}
        sentence={say("sentence")}
        note={candidates.length === 0 ? say("form.nothing") : undefined}
      />
      <div className="flex flex-col gap-3">
        {candidates.length > 0 && (
          <ClientWords rooms={["rollouts"]}>
            <RolloutForm stores={candidates} />
          </ClientWords>
        )}
        <Panel title={say("list")}>
          {menuRollouts.length === 0 ? (
            <p className="max-w-prose p-3 text-ink-soft">
              {say.rich("none", {
                link: (text) => (
                  <Link href="/menus/hold" prefetch={false} className="underline underline-offset-2">
                    {text}
                  </Link>
                ),
              })}
            </p>
          ) : (
            <ul>
              {menuRollouts.map(({ id, brand, state, wave, waves, startedAt }) => (
                <li
                  key={id}
                  className="flex flex-wrap items-baseline gap-x-4 border-b px-3 py-2 last:border-b-0"
                >
                  <Link
                    href={`/menus/rollouts/${id}`}
                    prefetch={false}
                    className="font-medium underline underline-offset-2"
                    data-name=""
                  >
                    {say("one", { brand: brand.name })}
                  </Link>
                  <span className={state === "STOPPED" ? "text-problem" : "text-ink-soft"}>
                    {say(`state.${state}`)}
                  </span>
                  <span className="text-ink-soft">
                    {say("row", { stores: sum(waves), wave, waves: waves.length })}
                  </span>
                  <span className="text-ink-faint">
                    <Age at={startedAt} zone={zone} now={now} words />
                  </span>
                </li>
              ))}
            </ul>
          )}
        </Panel>
      </div>
    </>
  );
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0);
}
