import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { buttonClass } from "@/components/controls/button.tsx";
import { Surface } from "@/components/display/surface.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { MenuTabs } from "@/components/menu/menu-tabs.tsx";
import { PageHeader } from "@/components/page-header/page-header.tsx";
import { readQuery } from "@/graphql/read.ts";
import { one, type SearchParams, withParams } from "@/navigation/search-params.ts";
import { ClientWords, words } from "@/words/server.tsx";
import { BreaksPanel } from "./_components/breaks-panel.tsx";
import { ChangeList } from "./_components/change-list.tsx";
import { RollBack } from "./_components/roll-back.tsx";
import { Sides } from "./_components/sides.tsx";
import { type Asked, sidesAsked } from "./asked.ts";
import { type Diff, diffSidesQuery, menuDiffQuery } from "./diff.graphql.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("diff"))("name") };
}

interface DiffPageProps {
  params: Promise<{ location: string }>;
  searchParams: SearchParams;
}

/** What is different between two menus: of two versions, stores or order types. */
export default async function DiffPage({ params, searchParams }: DiffPageProps) {
  const [{ location: id }, search, say] = await Promise.all([params, searchParams, words("diff")]);
  const asked: Asked = {
    from: one(search.from),
    to: one(search.to),
    fromType: one(search.fromType),
    toType: one(search.toType),
    q: one(search.q),
  };
  const otherId = one(search.store) ?? id;
  const reading = await readQuery(diffSidesQuery, { id, other: otherId });
  if (reading.kind !== "data") return <ReadFailed failure={reading} what={say("what")} />;
  const { location: store, locations } = reading.data;
  if (store === null) notFound();
  // A store that is not there (any more) is left out of the comparison.
  const other = reading.data.other ?? store;
  const isSameStore = other.id === store.id;
  const sides = sidesAsked(asked, { mine: store.menuVersions, others: other.menuVersions, isSameStore });
  const back = { href: `/menus/${store.id}`, name: store.name };
  const compared =
    sides.from === null || sides.to === null
      ? null
      : await readQuery(menuDiffQuery, {
          input: {
            from: { locationId: other.id, menuId: sides.from, orderType: asked.fromType },
            to: { locationId: store.id, menuId: sides.to, orderType: asked.toType },
            text: asked.q,
          },
        });
  if (compared !== null && compared.kind !== "data")
    return <ReadFailed failure={compared} what={say("what")} />;
  const answer = compared?.data.menuDiff ?? null;
  const diff = answer?.__typename === "MenuDiff" ? answer : null;
  const path = `/menus/${store.id}/diff`;
  const shown = { ...asked, ...sides, store: isSameStore ? null : other.id };
  const name = (
    <>
      {say(isSameStore ? "name" : "ofStores.name")} <span className="text-ink-faint">{store.code}</span>
    </>
  );

  return (
    <ClientWords rooms={["diff", "versions"]}>
      <PageHeader
        back={back}
        name={name}
        sentence={diff === null ? refusalOf(answer) || say("refused.noVersion") : sentenceOf(diff, say)}
        note={say("note")}
        actions={
          (diff !== null || !isSameStore) && (
            <Link
              className={buttonClass("quiet", "row")}
              href={withParams(`/menus/${other.id}/diff`, {
                ...shown,
                store: isSameStore ? null : store.id,
                from: sides.to,
                to: sides.from,
                fromType: asked.toType,
                toType: asked.fromType,
              })}
            >
              {say("side.swap")}
            </Link>
          )
        }
      />
      <div className="mb-3 flex">
        <MenuTabs
          locationId={store.id}
          here="changes"
          orderType={null}
          offCount={store.offItems.length}
          findingCount={store.menu?.findings.length ?? 0}
        />
      </div>
      <div className="flex flex-col gap-3">
        <Sides store={store} other={other} stores={locations} shown={shown} />
        {diff !== null && store.canPinMenu && (
          <RollBack store={store} before={diff.before} after={diff.after} />
        )}
        {diff !== null && <Changes diff={diff} shown={shown} path={path} currency={store.currency} />}
        {diff !== null && (
          <BreaksPanel
            breaks={diff.breaks}
            other={isSameStore ? null : other.name}
            store={{ name: store.name, zone: store.timezone, currency: store.currency }}
          />
        )}
      </div>
    </ClientWords>
  );
}

/** Why nothing was compared; empty where something was, or nothing could be asked. */
function refusalOf(answer: { __typename: string; message?: string } | null): string {
  return answer?.message ?? "";
}

function sentenceOf(
  { counts, raised, lowered, breaks, before, after }: Diff,
  say: Awaited<ReturnType<typeof words<"diff">>>,
) {
  const count = counts.reduce((sum, each) => sum + each.count, 0);
  const figures = { count, raised, lowered, refused: breaks?.refused ?? 0 };
  return before.location.id === after.location.id
    ? say("sentence", figures)
    : say("ofStores.sentence", { ...figures, store: after.location.name });
}

async function Changes({ diff, shown, path, currency }: ChangesProps) {
  const say = await words("diff");
  if (diff.counts.length === 0)
    return (
      <Surface>
        <EmptyState icon="menus" title={say("same")}>
          {say("sameWhy")}
        </EmptyState>
      </Surface>
    );
  if (diff.found === 0)
    return (
      <Surface>
        <EmptyState icon="search" title={say("noMatch")}>
          <Link href={withParams(path, { ...shown, q: null })} className="underline underline-offset-2">
            {say("clear")}
          </Link>
        </EmptyState>
      </Surface>
    );
  return <ChangeList diff={diff} currency={currency} />;
}

interface ChangesProps {
  diff: Diff;
  shown: Record<string, string | null>;
  path: string;
  currency: string;
}
