import { words } from "@/words/server.tsx";

/** Beside a test store's name, and whatever is of it: no guest waits there. */
export async function TestChip({ store }: { store: { isTest: boolean } | null }) {
  if (store === null || !store.isTest) return null;
  const say = await words("stores");
  return (
    // The space is for those who hear the row, and for what is copied from it.
    <>
      {" "}
      <span title={say("testWhat")} className="ml-0.5 rounded-full bg-sunken px-1.5 text-xs text-ink-soft">
        {say("testChip")}
      </span>
    </>
  );
}
