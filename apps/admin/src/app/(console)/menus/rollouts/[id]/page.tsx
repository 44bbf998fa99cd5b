import type { Words } from "@parley/words";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { AutoRefresh } from "@/components/controls/auto-refresh.tsx";
import { Age, Moment } from "@/components/display/moment.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { PageHeader } from "@/components/page-header/page-header.tsx";
import { readQuery } from "@/graphql/read.ts";
import { ClientWords, words } from "@/words/server.tsx";
import { RolloutActs } from "./_components/rollout-acts.tsx";
import { type Rollout, rolloutQuery } from "./rollout.graphql.ts";

/** While one runs, the page is read again so often. */
const AGAIN_MS = 5_000;
/** Refused calls below which a rollout does not stop, as the rule says. */
const LEAST = 5;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("rollouts"))("name") };
}

/** One rollout: its waves, its stores, what is refused since and before, what is next, and what can be done. */
export default async function RolloutPage({ params }: { params: Promise<{ id: string }> }) {
  const [{ id }, say] = await Promise.all([params, words("rollouts")]);
  const reading = await readQuery(rolloutQuery, { id });
  if (reading.kind !== "data") return <ReadFailed failure={reading} what={say("oneWhat")} />;
  const { menuRollout: rollout } = reading.data;
  if (rollout === null) notFound();
  const { state, stores, counts, waves } = rollout;
  const zone = stores[0]?.location.timezone ?? "UTC";
  const now = new Date().toISOString();
  const isStopped = state === "STOPPED";
  const isOpen = isStopped || state === "RUNNING";
  return (
    <>
      <PageHeader
        back={{ href: "/menus/rollouts", name: say("name") }}
        name={<span data-name="">{say("one", { brand: rollout.brand.name })}</span>}
        sentence={
          <>
            {say(`state.${state}`)} ·{" "}
            {say("row", { stores: stores.length, wave: rollout.wave, waves: waves.length })}
          </>
        }
        note={say.rich("started", {
          time: () => <Age at={rollout.startedAt} zone={zone} now={now} words />,
          who: () => <span data-name="">{rollout.startedBy}</span>,
        })}
        actions={
          rollout.canAct &&
          isOpen && (
            <ClientWords rooms={["rollouts"]}>
              <RolloutActs rolloutId={rollout.id} version={rollout.version} isStopped={isStopped} />
            </ClientWords>
          )
        }
      />
      <div className="grid items-start gap-3 lg:grid-cols-[3fr_2fr]">
        <div className="flex flex-col gap-3">
          {isStopped && (
            <Notice tone="problem">
              <p>{stopWords(rollout, say)}</p>
              <p>{say("act.stopped")}</p>
              <p>{say("act.told")}</p>
            </Notice>
          )}
          {waves.map((count, index) => (
            <Panel
              // biome-ignore lint/suspicious/noArrayIndexKey: a wave is its place.
              key={index}
              title={say("wave", { wave: index + 1 })}
              aside={say("waveStores", { stores: count })}
            >
              <ul>
                {stores
                  .filter(({ wave }) => wave === index + 1)
                  .map((store) => (
                    <li key={store.location.id} className="border-b px-3 py-2 last:border-b-0">
                      <Link
                        href={`/menus/${store.location.id}`}
                        prefetch={false}
                        className="font-medium underline underline-offset-2"
                        data-name=""
                      >
                        {store.location.name}
                      </Link>{" "}
                      <span className="text-ink-soft">{say(`storeState.${store.state}`)}</span>
                      {store.counts && (
                        <span className="block text-ink-soft text-sm">
                          {say("share.after")}: {after(store.counts, say)} · {say("share.before")}:{" "}
                          {before(store.counts, say)}
                        </span>
                      )}
                    </li>
                  ))}
              </ul>
            </Panel>
          ))}
        </div>
        <div className="flex flex-col gap-3">
          {state === "RUNNING" && (
            <>
              <Notice tone="wait">
                {rollout.nextAt === null
                  ? say("next.now", { wave: rollout.wave })
                  : say.rich(rollout.wave < waves.length ? "next.wave" : "next.done", {
                      time: () => <Moment at={rollout.nextAt ?? now} zone={zone} precision="minute" />,
                    })}
              </Notice>
              <AutoRefresh everyMs={AGAIN_MS} />
            </>
          )}
          <Panel title={say("share.name")} padded>
            <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
              <dt className="text-ink-soft">{say("share.after")}</dt>
              <dd>{after(counts, say)}</dd>
              <dt className="text-ink-soft">{say("share.before")}</dt>
              <dd>{before(counts, say)}</dd>
            </dl>
          </Panel>
          <Panel title={say("rule.name")} padded>
            <p>{say("rule.sentence", { least: LEAST, rise: rollout.rise })}</p>
            <p className="mt-2">{say("rule.quiet", { minutes: rollout.minutes })}</p>
          </Panel>
        </div>
      </div>
    </>
  );
}

type Say = Words<"rollouts">;

function stopWords({ stop, stopCounts }: Rollout, say: Say): string {
  const { calls = 0, refused = 0, share = 0, shareBefore = 0 } = stopCounts ?? {};
  if (stop === "REJECTS")
    return say("stop.REJECTS", { calls, refused, after: share.toFixed(1), before: shareBefore.toFixed(1) });
  return say(`stop.${stop ?? "PERSON"}`);
}

function after({ calls, refused, share }: Rollout["counts"], say: Say): string {
  return calls === 0 ? say("share.none") : say("share.value", { calls, refused, share: share.toFixed(1) });
}

function before({ callsBefore, refusedBefore, shareBefore }: Rollout["counts"], say: Say): string {
  if (callsBefore === 0) return say("share.none");
  return say("share.value", { calls: callsBefore, refused: refusedBefore, share: shareBefore.toFixed(1) });
}
