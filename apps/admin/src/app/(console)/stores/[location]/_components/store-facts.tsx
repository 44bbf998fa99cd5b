import Link from "next/link";
import type { ReactNode } from "react";
import { Age } from "@/components/display/moment.tsx";
import { Fact, FactList } from "@/components/page-header/fact.tsx";
import { words } from "@/words/server.tsx";
import type { Store } from "../store.graphql.ts";

/** The last signs of life of a store, what waits for its POS, how old its menu is, and whether its bills agree. */
export async function StoreFacts({ store, state, now }: StoreFactsProps) {
  const say = await words("stores");
  const age = (at: string) => <Age at={at} zone={store.timezone} now={now} words />;
  const { waitingOrders, recentOrders, otherBills } = state;
  return (
    <FactList>
      <Fact name={say("fact.lastOrder")}>
        {state.lastOrderAt === null ? say("fact.none") : age(state.lastOrderAt)}
      </Fact>
      <Fact name={say("fact.pos")}>
        {state.posAnsweredAt === null ? (
          say("fact.posNever")
        ) : (
          <span className={state.isPosReachable ? "" : "text-problem"}>
            {say(state.isPosReachable ? "fact.posWell" : "fact.posAway")} {age(state.posAnsweredAt)}
          </span>
        )}
      </Fact>
      <Fact name={say("fact.line")}>
        {waitingOrders === 0 ? (
          say("fact.lineNone")
        ) : (
          <FactLink href={`/orders?show=pending&store=${store.id}`}>
            {say(state.isPosReachable ? "fact.lineWaits" : "fact.lineHeld", { count: waitingOrders })}
          </FactLink>
        )}
      </Fact>
      <Fact name={say("fact.menu")}>
        {store.menu === null ? say("fact.none") : age(store.menu.confirmedAt)}
      </Fact>
      {recentOrders > 0 && (
        <Fact name={say("fact.bills")}>
          <FactLink href={`/stores/${store.id}/bills`}>
            {otherBills === 0
              ? say("fact.billsSame", { count: recentOrders })
              : say("fact.billsDiffer", { differ: otherBills, count: recentOrders })}
          </FactLink>
        </Fact>
      )}
      {store.phone !== null && (
        <Fact name={say("fact.phone")}>
          <a href={`tel:${store.phone.replaceAll(/[^\d+]/g, "")}`} className="underline underline-offset-2">
            {store.phone}
          </a>
        </Fact>
      )}
    </FactList>
  );
}

interface StoreFactsProps {
  store: Store;
  state: NonNullable<Store["state"]>;
  /** ISO 8601. */
  now: string;
}

function FactLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className="underline underline-offset-2">
      {children}
    </Link>
  );
}
