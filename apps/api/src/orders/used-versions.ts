import type { OrderPayload } from "@parley/db/orders";
import { z } from "zod";

/** By which menu and mappings an order was judged when PAR submitted it; kept beside it, and read by people alone. */
export interface UsedVersions {
  /** As PAR hears it: it covers what is off, too. */
  menuVersion: string;
  /** When the POS gave that menu. */
  menuFetchedAt: Date;
  /** The versions of the mappings of PAR's two ids. */
  organizationMapping: number;
  locationMapping: number;
}

const stored = z.object({
  menuVersion: z.string(),
  menuFetchedAt: z.coerce.date(),
  organizationMapping: z.int(),
  locationMapping: z.int(),
}) satisfies z.ZodType<UsedVersions>;

/** Null where it was not written down, or not in a form that is known here. */
export function findUsedVersions(payload: OrderPayload | null): UsedVersions | null {
  return stored.safeParse(payload?.usedVersions).data ?? null;
}
