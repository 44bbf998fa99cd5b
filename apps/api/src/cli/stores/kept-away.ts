import { everyBrand, type LocationId } from "@parley/db";
import { listConnections } from "@parley/db/connections";
import { listMappings } from "@parley/db/mappings";
import { listOperators } from "@parley/db/operators";
import { type Location, listLocations, listPausesAt } from "@parley/db/stores";
import { type KeptAway, keptAwayBy, pauseNow } from "../../stores/pauses.ts";
import type { Session } from "../kernel/session.ts";
import { clock } from "../kernel/until.ts";

/** What keeps PAR's orders from a store now, as sentences and as JSON: its own pause, and those of its connections. */
export async function keptFrom({ db, now }: Session, location: Location): Promise<ToldPauses> {
  const at = now();
  const mappings = await listMappings(db, {
    scope: everyBrand,
    kind: "location",
    filter: { brandId: location.brandId, limit: 1_000_000 },
  });
  const ids = mappings.flatMap(({ targetId, connectionId }) =>
    targetId === location.id ? [connectionId] : [],
  );
  const connections = await listConnections(db, { scope: everyBrand, ids: [...new Set(ids)] });
  const said = await listPausesAt(db, { subjectIds: [location.id, ...ids], at });
  const pauses = [location, ...connections].flatMap((one) => pauseNow(one, said, at) ?? []);
  return await told({ db }, pauses, location.timezone);
}

/** The pauses because of which an order was refused, as they were when PAR sent it. */
export async function refusedFor(
  { db }: Pick<Session, "db">,
  order: { cause: string | null; locationId: LocationId; connectionId: string; receivedAt: Date },
  timezone: string,
): Promise<ToldPauses> {
  if (order.cause !== "location_closed") return { texts: [], json: [] };
  const subjectIds = [order.locationId, order.connectionId];
  const said = await listPausesAt(db, { subjectIds, at: order.receivedAt });
  return await told({ db }, keptAwayBy(said), timezone);
}

export interface ToldPauses {
  texts: string[];
  json: object[];
}

async function told(
  { db }: Pick<Session, "db">,
  pauses: readonly KeptAway[],
  timezone: string,
): Promise<ToldPauses> {
  if (pauses.length === 0) return { texts: [], json: [] };
  const ids = pauses.map(({ subjectId }) => subjectId);
  const [stores, connections, operators] = await Promise.all([
    listLocations(db, { scope: everyBrand }),
    listConnections(db, { scope: everyBrand, ids }),
    listOperators(db, { ids: pauses.flatMap(({ by }) => by ?? []) }),
  ]);
  const nameOf = (id: string) =>
    stores.find((one) => one.id === id)?.code ?? connections.find((one) => one.id === id)?.slug ?? id;
  const whoIs = (by: string | null) =>
    operators.find(({ operator }) => operator.id === by)?.operator.name ?? by;
  return {
    texts: pauses.map(({ of, subjectId, since, until, reason, by }) => {
      const end = until === null ? "until somebody resumes it" : `until ${clock(until, timezone)}`;
      const who = by === null ? "" : ` by ${whoIs(by)}`;
      return `The ${of} ${nameOf(subjectId)} is paused since ${clock(since, timezone)}${who}, ${end}: ${reason ?? "no reason given"}`;
    }),
    json: pauses.map(({ of, subjectId, since, until, reason, by }) => ({
      ...{ of, id: subjectId, name: nameOf(subjectId), since, until, reason, by: whoIs(by) },
    })),
  };
}
