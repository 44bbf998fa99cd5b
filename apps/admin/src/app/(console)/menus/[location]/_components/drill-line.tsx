import Link from "next/link";
import { Age } from "@/components/display/moment.tsx";
import { words } from "@/words/server.tsx";
import { drillSentence } from "../fire-drill/drill-words.ts";
import type { Store } from "../menu.graphql.ts";

/** What the last fire drill came to, in a line; nothing where none was held. */
export async function DrillLine({ store, now }: { store: Store; now: string }) {
  const [last] = store.fireDrills;
  if (last === undefined) return null;
  const say = await words("drill");
  const isBad = last.differingCount > 0 || last.state === "FAILED";
  return (
    <p className={`mb-3 ${isBad ? "text-wait" : "text-ink-soft"}`}>
      {say.rich("page.lastLine", {
        time: () => <Age at={last.startedAt} zone={store.timezone} now={now} words />,
        result: drillSentence(last, say),
        former: last.isOfMenuInForce ? "no" : "yes",
        link: (text) => (
          <Link href={`/menus/${store.id}/fire-drill`} className="underline underline-offset-2">
            {text}
          </Link>
        ),
      })}
    </p>
  );
}
