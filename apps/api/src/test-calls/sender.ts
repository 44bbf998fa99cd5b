import type { Database } from "@parley/db";
import { everyBrand } from "@parley/db";
import { listCallers } from "@parley/db/connections";
import { listLiveMappings, listMappings } from "@parley/db/mappings";
import type { Vault } from "@parley/db/secrets";
import type { Location, Pause } from "@parley/db/stores";
import { parseSwitches, type Switches } from "@parley/par-contract";

/** How PAR calls a store. */
export interface ParIds {
  organizationId: string;
  locationId: string;
}

/** PAR, as one connection knows it: what signs its calls, and how it calls the store. The SharedId goes nowhere else. */
export interface Sender {
  connectionId: string;
  sharedId: string;
  switches: Switches;
  /** Since when and until when the connection takes no orders. */
  pause: Pause;
  ids: ParIds;
}

/**
 * The connection by which PAR would order from a store; null where none that is live has it mapped.
 * @param by a connection's id: that one alone
 */
export async function findSender(
  { db, vault, now }: { db: Database; vault: Vault; now: Date },
  location: Location,
  by: string | null = null,
): Promise<Sender | null> {
  const filter = { brandId: location.brandId };
  const mappings = await listMappings(db, { scope: everyBrand, kind: "location", filter });
  const ours = mappings.filter(
    ({ targetId, connectionId }) => targetId === location.id && (by === null || connectionId === by),
  );
  if (ours.length === 0) return null;
  const callers = await listCallers(db, { vault, now });
  for (const { connectionId, parId } of ours) {
    // Of two, the one that is not about to end.
    const live = callers.filter(({ connection }) => connection.id === connectionId);
    const caller = live.find(({ endsAt }) => endsAt === null) ?? live.at(-1);
    if (caller === undefined) continue;
    const { organizations } = await listLiveMappings(db, connectionId);
    const organization = organizations.find(({ targetId }) => targetId === location.brandId);
    if (organization === undefined) continue;
    const ids = { organizationId: organization.parId, locationId: parId };
    const { sharedId, connection } = caller;
    const { pausedAt, pauseUntil } = connection;
    const pause = { pausedAt, pauseUntil };
    return { connectionId, sharedId, switches: parseSwitches(connection.switches), pause, ids };
  }
  return null;
}
