import { openDatabase } from "@parley/db";
import { openVault } from "@parley/db/secrets";
import { setLocationPos } from "@parley/db/stores";
import type { Drill } from "../drill.ts";
import { mustHold } from "../points/round.ts";
import { MASTER_KEY } from "../provision.ts";
import { spareTill, type World } from "../world.ts";
import type { DrillStore } from "../world-plan.ts";

/** Test runs in which a store gets another till. */

const ROUNDS = { short: 2, long: 10 } as const;
const BEFORE = 8;
const AFTER = 4;
const SEEN_WITHIN_MS = 60_000;

/**
 * DR27: every store gets another till while its old one has orders that nobody knows of, more are on their way, and
 * more come. The new till knows nothing of the old one's: to believe it that they are absent cooks them twice.
 */
export const newTill: Drill = {
  name: "new-till",
  about: "another till under load, while the old one has orders whose answers were lost (DR27)",
  isPatient: true,
  world: { spareTills: ROUNDS.long },
  async run({ world, isLong }) {
    const rounds = isLong ? ROUNDS.long : ROUNDS.short;
    const ends: Promise<unknown>[] = [];
    const send = (label: string, count: number) => {
      for (const store of world.stores)
        for (let sent = 0; sent < count; sent += 1)
          ends.push(world.send(world.order(store, `${label}-${store.storeClass}`)));
    };
    let leftInDoubt = 0;
    for (let round = 1; round <= rounds; round += 1) {
      const before = world.stores.map(({ wire }) => wire.count("request_complete"));
      const heals = world.stores.map(({ wire }) => wire.add({ kind: "timeout", direction: "down" }));
      world.fault("answers of every till swallowed");
      send("old", BEFORE);
      await Promise.all(
        world.stores.map(({ wire }, at) =>
          wire.reached("request_complete", (before[at] ?? 0) + 2, AbortSignal.timeout(SEEN_WITHIN_MS)),
        ),
      );
      send("between", AFTER);
      await Promise.all(world.stores.map((store) => changeTill(world, store, spareTill(store, round))));
      world.fault("every store has another till");
      leftInDoubt += await countLeftBehind(world);
      send("new", AFTER);
      for (const heal of heals) heal();
      for (const { wire } of world.stores) wire.cut();
      while (ends.length > 0) await Promise.all(ends.splice(0));
    }
    mustHold(
      leftInDoubt >= rounds * world.stores.length,
      `each old till kept an order in doubt: ${leftInDoubt}`,
    );
    for (const store of world.stores)
      for (let round = 1; round <= rounds; round += 1) {
        const name = spareTill(store, round);
        mustHold(
          world.journal().some((line) => line.store === name),
          `the till ${name} got orders`,
        );
      }
    return { changes: rounds * world.stores.length, leftInDoubt };
  },
};

/** Orders that may be at another till than the one that their store has now. */
async function countLeftBehind({ owner }: World): Promise<number> {
  const [row] = await owner.sql<{ count: number }[]>`
    select count(*)::int as count from orders o join locations l on l.id = o.location_id
    where (o.ambiguous or o.state = 'dispatching') and o.state in ('dispatching', 'unknown', 'attention')
      and o.pos_link is distinct from l.pos_link`;
  return row?.count ?? 0;
}

async function changeTill(world: World, store: DrillStore, name: string): Promise<void> {
  await using db = openDatabase({ url: world.databaseUrl });
  const { locationId, storeClass, wire } = store;
  const outcome = await setLocationPos(db, {
    vault: openVault({ masterKey: MASTER_KEY }),
    locationId,
    posKind: "bridge",
    posSettings: {
      url: `http://127.0.0.1:${wire.port}`,
      store: name,
      class: storeClass,
      quiet_period_s: 120,
    },
    judge: () => "till",
    mayLeaveOrders: true,
    now: new Date(),
  });
  mustHold(outcome.kind === "set", `${name} is the till of ${store.code}`);
}
