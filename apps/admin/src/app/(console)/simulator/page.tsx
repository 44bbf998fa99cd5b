import type { Metadata } from "next";
import { buttonClass } from "@/components/controls/button.tsx";
import { inputClass } from "@/components/controls/field.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { HiddenPlace } from "@/components/feedback/hidden-place.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { PageHeader } from "@/components/page-header/page-header.tsx";
import { readQuery } from "@/graphql/read.ts";
import { one, type SearchParams } from "@/navigation/search-params.ts";
import { ClientWords, words } from "@/words/server.tsx";
import { type CallTrace, readCallTrace } from "./_components/call-trace.tsx";
import { Simulator } from "./_components/simulator.tsx";
import { type Store, simulatorQuery, testStoreQuery } from "./simulator.graphql.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("simulator"))("name") };
}

/** Calls sent as PAR, the answer that PAR would get, and their trace. The address says which store and which call. */
export default async function SimulatorPage({ searchParams }: { searchParams: SearchParams }) {
  const [params, say, reading] = await Promise.all([
    searchParams,
    words("simulator"),
    readQuery(simulatorQuery, {}),
  ]);
  if (reading.kind !== "data") return <ReadFailed failure={reading} what={say("hidden")} />;
  if (!reading.data.me?.permissions.includes("SIMULATOR_USE"))
    return <HiddenPlace what={say("hidden")} needs="SIMULATOR_USE" />;
  const stores = reading.data.locations.filter(({ canSendTestCall }) => canSendTestCall);
  const asked = one(params.store) ?? "";
  const store =
    asked === ""
      ? (stores.find(({ isTest }) => isTest) ?? null)
      : (stores.find(({ id, code }) => id === asked || code === asked) ?? null);
  const call = one(params.call) ?? null;
  return (
    <>
      <PageHeader name={say("name")} sentence={say("sentence")} />
      {stores.length === 0 ? (
        <div className="rounded-lg border bg-surface">
          <EmptyState title={say("store.none")}>
            {say.rich("store.noneHelp", { code: (text) => <code className="font-mono">{text}</code> })}
          </EmptyState>
        </div>
      ) : (
        <StorePicker stores={stores} store={store} />
      )}
      {store === null ? (
        asked !== "" && <EmptyState title={say("store.unknown")} />
      ) : (
        <OpenStore store={store} trace={call === null ? null : await readCallTrace(call)} />
      )}
    </>
  );
}

async function OpenStore({ store, trace }: { store: Store; trace: CallTrace | null }) {
  const say = await words("simulator");
  const reading = await readQuery(testStoreQuery, { id: store.id });
  if (reading.kind !== "data") return <ReadFailed failure={reading} what={say("hidden")} />;
  return (
    <ClientWords rooms={["shell", "simulator"]}>
      <Simulator key={store.id} store={store} menu={reading.data.location?.menu ?? null} trace={trace} />
    </ClientWords>
  );
}

/** A form of its own, so that it works before and without scripts. */
async function StorePicker({ stores, store }: { stores: readonly Store[]; store: Store | null }) {
  const say = await words("simulator");
  return (
    <form action="/simulator" className="mb-4 max-w-md">
      <label htmlFor="store" className="mb-1 block font-medium">
        {say("store.label")}
      </label>
      <div className="flex gap-2">
        <input
          id="store"
          name="store"
          list="stores"
          required
          autoComplete="off"
          defaultValue={store?.code ?? ""}
          key={store?.id ?? ""}
          aria-describedby="store-hint"
          className={inputClass}
        />
        <datalist id="stores">
          {stores.map(({ id, code, name, isTest }) => (
            <option key={id} value={code}>
              {isTest ? `${name} · ${say("store.test")}` : name}
            </option>
          ))}
        </datalist>
        <button type="submit" className={buttonClass("plain", "field")}>
          {say("store.open")}
        </button>
      </div>
      <p id="store-hint" className="mt-1 text-xs text-ink-faint">
        {store === null
          ? say("store.hint")
          : `${store.name} · ${say(store.isTest ? "store.test" : "store.liveStore")}`}
      </p>
    </form>
  );
}
