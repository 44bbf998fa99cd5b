import Link from "next/link";
import { Zoned } from "@/components/display/moment.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { formatUntil } from "@/format/time.ts";
import { language, words } from "@/words/server.tsx";
import type { Store } from "../store.graphql.ts";

/** More stand on the menu's own page. */
const SHOWN = 10;

/** What PAR cannot order at a store now, who decided that, and until when. */
export async function OffNow({ store, now }: { store: Store; now: string }) {
  const [say, frame, reader] = await Promise.all([words("stores"), words("shell"), language()]);
  const { offItems, timezone } = store;
  const why = {
    POS: say("offSoldOut"),
    MENU: say("offSoldOut"),
    DERIVED: say("offBecause"),
    OPERATOR: say("offByPerson"),
  };
  const count = offItems.length;
  const all = `/menus/${store.id}?view=off`;
  return (
    <Panel
      title={say("off")}
      aside={count > 0 && <Link href={all}>{say("offAside", { count })}</Link>}
      padded={count === 0}
    >
      {count === 0 ? (
        <p className="text-ink-soft">{say("offNothing")}</p>
      ) : (
        <ul>
          {offItems.slice(0, SHOWN).map(({ kind, itemId, name, availability: { source, until } }) => (
            <li
              key={`${kind} ${itemId}`}
              className="flex flex-wrap justify-between gap-x-4 border-b px-3 py-2 last:border-b-0"
            >
              <span data-name="" className="font-medium">
                {name ?? itemId}
              </span>
              <span className="text-ink-soft">
                {why[source]}
                {until !== null && (
                  <>
                    {" "}
                    ·{" "}
                    <Zoned at={until} zone={timezone}>
                      {say("offUntil", {
                        time: formatUntil(
                          new Date(until),
                          { zone: timezone, now: new Date(now) },
                          { language: reader, frame },
                        ),
                      })}
                    </Zoned>
                  </>
                )}
              </span>
            </li>
          ))}
          {count > SHOWN && (
            <li className="px-3 py-2">
              <Link href={all} className="text-accent hover:underline">
                {say("offMore", { count: count - SHOWN })}
              </Link>
            </li>
          )}
        </ul>
      )}
    </Panel>
  );
}
