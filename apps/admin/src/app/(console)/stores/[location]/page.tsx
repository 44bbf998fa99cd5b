import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { AutoRefresh } from "@/components/controls/auto-refresh.tsx";
import { buttonClass } from "@/components/controls/button.tsx";
import { Icon, type IconName } from "@/components/display/icon.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { type Tone, toneFill } from "@/components/display/tone.ts";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { IssueRows } from "@/components/issue/issue-rows.tsx";
import { HeldLine } from "@/components/menu/held-line.tsx";
import { PageHeader } from "@/components/page-header/page-header.tsx";
import { PauseLines } from "@/components/pause/pause-lines.tsx";
import { readQuery } from "@/graphql/read.ts";
import { ClientWords, words } from "@/words/server.tsx";
import { EditStore } from "./_components/edit-store.tsx";
import { OffNow } from "./_components/off-now.tsx";
import { PauseStore } from "./_components/pause-store.tsx";
import { PosKeys } from "./_components/pos-keys.tsx";
import { PosLane } from "./_components/pos-lane.tsx";
import { PosSetup } from "./_components/pos-setup.tsx";
import { Promises } from "./_components/promises.tsx";
import { StoreFacts } from "./_components/store-facts.tsx";
import { TestMark } from "./_components/test-mark.tsx";
import { storeQuery } from "./store.graphql.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("stores"))("name") };
}

const lights: Record<"GREEN" | "AMBER" | "RED", { tone: Tone; icon: IconName }> = {
  GREEN: { tone: "ok", icon: "placed" },
  AMBER: { tone: "wait", icon: "pending" },
  RED: { tone: "problem", icon: "errored" },
};

/** One store, for who stands in it with a phone: how it does, why, and what to do now. */
export default async function StorePage({ params }: { params: Promise<{ location: string }> }) {
  const { location: id } = await params;
  const [reading, say, frame, pos, pauseWords] = await Promise.all([
    readQuery(storeQuery, { id }),
    words("stores"),
    words("shell"),
    words("pos"),
    words("pause"),
  ]);
  if (reading.kind !== "data") return <ReadFailed failure={reading} what={say("unread")} />;
  const store = reading.data.location;
  if (store === null || store.state === null) notFound();
  const { state } = store;
  const now = new Date().toISOString();
  const isPosAwaited = store.pos.kind !== "none" && store.menu === null;
  const { tone, icon } = lights[state.light];

  return (
    <>
      <AutoRefresh everyMs={isPosAwaited ? 2_000 : 10_000} />
      <PageHeader
        back={{ href: "/stores", name: frame("places.stores.name") }}
        name={
          <>
            {store.name} <span className="text-ink-faint">{store.code}</span>
          </>
        }
        beside={
          store.isTest && (
            <span
              title={store.testReason ?? undefined}
              className="rounded-full bg-sunken px-2 text-xs text-ink-soft"
            >
              {say("test")}
            </span>
          )
        }
        mark={
          <span
            className={`flex size-11 shrink-0 items-center justify-center rounded-full ${toneFill[tone]}`}
          >
            <Icon name={icon} size={24} />
          </span>
        }
        sentence={state.sentence}
        note={
          <>
            <span className="font-medium">{say(`light.${state.light}`)}</span>
            {" · "}
            <span data-name="">{[store.brand.name, store.address].filter((part) => part).join(", ")}</span>
          </>
        }
        facts={<StoreFacts store={store} state={state} now={now} />}
      />
      <PauseLines pauses={store.pauses} zone={store.timezone} />
      <HeldLine store={store} />
      <div className="flex flex-col gap-4">
        <div className="grid items-start gap-4 xl:grid-cols-2">
          <div className="flex min-w-0 flex-col gap-4">
            <Panel title={say("step.title")} padded>
              {state.nextStep === null ? (
                <p className="text-ink-soft">{say(state.light === "GREEN" ? "step.nothing" : "step.look")}</p>
              ) : (
                <Link
                  href={state.nextStep.href}
                  className={`${buttonClass("primary", "form")} max-sm:w-full`}
                >
                  {state.nextStep.label}
                  <Icon name="right" />
                </Link>
              )}
            </Panel>
            {state.issues.length > 0 && (
              <Panel title={say("issues")}>
                <IssueRows issues={state.issues} now={now} />
              </Panel>
            )}
            <OffNow store={store} now={now} />
          </div>
          {store.canPause && (
            <div id="pause" className="scroll-mt-16">
              <Panel title={pauseWords(store.pausedAt === null ? "open.title" : "closed.title")} padded>
                <ClientWords rooms={["shell", "pause", "takeoff"]}>
                  <PauseStore store={store} now={now} />
                </ClientWords>
              </Panel>
            </div>
          )}
        </div>
        <div className="grid items-start gap-4 xl:grid-cols-2">
          <div className="flex min-w-0 flex-col gap-4">
            {store.canSetPos && (
              <div id="pos" className="scroll-mt-16">
                <Panel title={pos("title")} padded>
                  <ClientWords rooms={["shell", "pos", "menus"]}>
                    <PosSetup store={store} isReachable={state.isPosReachable} />
                  </ClientWords>
                </Panel>
              </div>
            )}
            {store.pos.kind === "bridge" && (store.canSetPos || store.posKeys.length > 0) && (
              <Panel title={pos("keys.title")} padded>
                <ClientWords rooms={["shell", "pos"]}>
                  <PosKeys store={store} />
                </ClientWords>
              </Panel>
            )}
          </div>
          <div className="flex min-w-0 flex-col gap-4">
            <PosLane store={store} />
            <Promises store={store} />
          </div>
        </div>
        <div className="grid items-start gap-4 xl:grid-cols-2">
          {store.canEdit && (
            <Panel title={say("edit.title")} padded>
              <ClientWords rooms={["shell", "stores"]}>
                <EditStore store={store} />
              </ClientWords>
            </Panel>
          )}
          {store.canMarkTest && (
            <Panel title={say(store.isTest ? "mark.test.title" : "mark.live.title")} padded>
              <ClientWords rooms={["shell", "stores"]}>
                <TestMark locationId={store.id} isTest={store.isTest} testReason={store.testReason} />
              </ClientWords>
            </Panel>
          )}
        </div>
        <nav aria-label={say("links")} className="flex flex-wrap gap-2">
          {(
            [
              ["link.orders", `/orders?store=${store.id}`],
              ["link.menu", `/menus/${store.id}`],
              ["link.calls", `/exchanges?kind=to_pos&store=${store.id}`],
              ["link.statistics", `/?store=${store.id}`],
            ] as const
          ).map(([name, href]) => (
            <Link key={href} href={href} className={`${buttonClass("plain", "form")} max-sm:w-full`}>
              {say(name)}
            </Link>
          ))}
        </nav>
      </div>
    </>
  );
}
