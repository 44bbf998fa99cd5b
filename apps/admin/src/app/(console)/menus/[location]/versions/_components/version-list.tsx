"use client";

import { useWords } from "@parley/words/react";
import Link from "next/link";
import { useState } from "react";
import { Button, buttonClass } from "@/components/controls/button.tsx";
import { UndoButton } from "@/components/controls/undo-button.tsx";
import { Age } from "@/components/display/moment.tsx";
import { Mono } from "@/components/display/mono.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { type Act, PinForm } from "@/components/menu/pin-form.tsx";
import { usePin } from "@/components/menu/use-pin.ts";
import { withParams } from "@/navigation/search-params.ts";
import type { StoredMenu, VersionedStore } from "../versions.graphql.ts";

/** The versions, what the POS gave last first, and the acts upon them. */
export function VersionList({ store, now }: { store: VersionedStore; now: string }) {
  const say = useWords("versions");
  const { told, isWriting, run } = usePin(store);
  /** What is asked about, with the version that was in force when it was: another one by now is a conflict. */
  const [asked, setAsked] = useState<{ menuId: string; act: Act; inForce: string } | null>(null);
  const inForce = store.menuVersions.find(({ isInForce }) => isInForce)?.id ?? store.menuPin?.menuId ?? "";
  const ask = (menuId: string, act: Act) => setAsked({ menuId, act, inForce });

  async function submit(reason: string) {
    if (asked === null) return;
    const { menuId, act, inForce: expectedMenuId } = asked;
    if (await run({ act, menuId, expectedMenuId, reason })) setAsked(null);
  }

  return (
    <div className="flex flex-col gap-3">
      {told !== null && (
        <Notice tone={told.isDone ? "ok" : "problem"}>
          {told.words} {told.undo !== null && <UndoButton undo={told.undo} />}
        </Notice>
      )}
      {store.menuPin !== null && <Held store={store} now={now} />}
      <Panel title={say("title")} aside={say("aside")}>
        <ul className="divide-y">
          {store.menuVersions.map((version) => (
            <li key={version.id} className="flex flex-col gap-2 px-3 py-2" id={version.id}>
              <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <Mono short={12}>{version.version}</Mono>
                <Marks version={version} />
                <span className="flex grow flex-wrap justify-end gap-1">
                  {store.menuVersions.length > 1 && (
                    <Link href={changesOf(store, version, inForce)} className={buttonClass("quiet", "row")}>
                      {say.rich("changes", {
                        version: version.version.slice(0, 12),
                        hidden: (text) => <span className="sr-only">{text}</span>,
                      })}
                    </Link>
                  )}
                  <Link
                    href={`/menus/${store.id}?version=${version.id}`}
                    className={buttonClass("quiet", "row")}
                  >
                    {say("open")}
                  </Link>
                  {store.canPinMenu && asked === null && <Acts version={version} ask={ask} />}
                </span>
              </div>
              <p className="text-xs text-ink-soft">
                {say("seen")} <Age at={version.fetchedAt} zone={store.timezone} now={now} words />,{" "}
                {say("confirmed")} <Age at={version.confirmedAt} zone={store.timezone} now={now} words />
              </p>
              <Servings version={version} zone={store.timezone} now={now} />
              {asked?.menuId === version.id && (
                <PinForm
                  act={asked.act}
                  storeName={store.name}
                  isWriting={isWriting}
                  submit={submit}
                  cancel={() => setAsked(null)}
                />
              )}
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  );
}

/** A version beside the one in force, the older one before; that one itself beside what was before it. */
function changesOf({ id, menuVersions }: VersionedStore, version: StoredMenu, inForce: string): string {
  const ids = menuVersions.map((each) => each.id);
  const [place, current] = [ids.indexOf(version.id), ids.indexOf(inForce)];
  const isNewer = place < current;
  const from = version.id === inForce ? (ids[place + 1] ?? null) : isNewer ? inForce : version.id;
  const to = isNewer ? version.id : inForce;
  return withParams(`/menus/${id}/diff`, { from, to });
}

/** To whom it was served, and how much was judged by it. */
function Servings({ version, zone, now }: { version: StoredMenu; zone: string; now: string }) {
  const say = useWords("versions");
  return version.servings.map(({ connection, firstAt, lastAt, menuCalls, validates, submits }) => (
    <p key={connection.id} className="text-xs text-ink-soft">
      {say.rich("served", {
        connection: () => <span data-name="">{connection.name}</span>,
        menuCalls,
        validates,
        submits,
        first: () => <Age at={firstAt} zone={zone} now={now} words />,
        last: () => <Age at={lastAt} zone={zone} now={now} words />,
      })}
    </p>
  ));
}

function Held({ store: { menuPin, timezone: zone }, now }: { store: VersionedStore; now: string }) {
  const say = useWords("versions");
  if (menuPin === null) return null;
  const { by, reason, version, pinnedAt, waiting } = menuPin;
  return (
    <Notice tone="wait">
      <span data-name="">
        {say.rich("held.since", {
          by,
          reason,
          code: () => <Mono short={12}>{version}</Mono>,
          time: () => <Age at={pinnedAt} zone={zone} now={now} words />,
        })}
      </span>{" "}
      {waiting === null
        ? say("held.nothing")
        : say.rich("held.waiting", {
            time: () => <Age at={waiting.fetchedAt} zone={zone} now={now} words />,
          })}
    </Notice>
  );
}

function Marks({ version: { isInForce, isNewest, isPinned } }: { version: StoredMenu }) {
  const say = useWords("versions");
  const marks = [
    ...(isInForce ? [say("inForce")] : []),
    ...(isPinned ? [say("pinned")] : []),
    ...(isNewest ? [say("newest")] : []),
    ...(isNewest && !isInForce ? [say("waits")] : []),
  ];
  return (
    <span className="flex flex-wrap gap-1">
      {marks.map((mark) => (
        <span key={mark} className="rounded-full bg-sunken px-1.5 text-xs text-ink-soft">
          {mark}
        </span>
      ))}
    </span>
  );
}

/** What can be done about a version: hold what is in force, roll back to another, let go. */
function Acts({ version, ask }: { version: StoredMenu; ask: (menuId: string, act: Act) => void }) {
  const say = useWords("versions");
  const { id, version: hash, isInForce, isNewest, isPinned } = version;
  const acts: [Act, string][] = [
    ...(isInForce && !isPinned ? [["hold", say("hold")] satisfies [Act, string]] : []),
    ...(!isInForce && !isNewest ? [["rollBack", say("rollBack")] satisfies [Act, string]] : []),
    // Whoever is held at the newest is let go of there too.
    ...(isPinned || (isNewest && !isInForce) ? [["release", say("release")] satisfies [Act, string]] : []),
  ];
  return acts.map(([act, name]) => (
    <Button key={act} size="row" onClick={() => ask(id, act)}>
      {name}
      <span className="sr-only"> {hash.slice(0, 12)}</span>
    </Button>
  ));
}
