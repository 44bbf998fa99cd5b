import Link from "next/link";
import { Icon } from "@/components/display/icon.tsx";
import { Zoned } from "@/components/display/moment.tsx";
import { words } from "@/words/server.tsx";
import { offSummary, type Place } from "../item-state.ts";
import type { Store } from "../menu.graphql.ts";
import { offReader } from "../off-reader.ts";
import { RefreshAt } from "./refresh-at.tsx";

/** How much is off here and what comes back next; read again when that has come. Nothing where nothing is off. */
export async function OffLine({ store, place }: { store: Pick<Store, "id" | "offItems">; place: Place }) {
  if (store.offItems.length === 0) return null;
  const [say, reader] = await Promise.all([words("menu"), offReader()]);
  const { sentence, nextBackAt } = offSummary(store.offItems, place, say, reader);
  return (
    <p className="-mt-2 mb-3 flex gap-2 text-wait max-sm:mt-0">
      <span className="mt-0.75">
        <Icon name="soldOut" size={14} />
      </span>
      <span>
        <span className="font-medium">
          {nextBackAt === null ? (
            sentence
          ) : (
            <Zoned at={nextBackAt} zone={place.zone}>
              {sentence}
            </Zoned>
          )}
        </span>{" "}
        <Link href={`/menus/${store.id}?view=off`} className="underline underline-offset-2">
          {say("off.show")}
        </Link>
      </span>
      {nextBackAt !== null && <RefreshAt at={nextBackAt} now={place.now.toISOString()} />}
    </p>
  );
}
