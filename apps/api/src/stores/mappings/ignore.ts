import type { Database } from "@parley/db";
import { listUnmapped, setIgnored, type UnmappedId } from "@parley/db/mappings";
import type { Words } from "@parley/words";
import type { Importer } from "./imports.ts";
import { reasonOf } from "./reason.ts";

export type IgnoreOutcome =
  | { kind: "done"; item: UnmappedId }
  | { kind: "not_found" | "not_allowed" | "so_already" }
  | { kind: "invalid"; message: string };

/**
 * Takes an id that is never to be mapped out of the queue, so that it raises nothing, or brings it back. PAR's calls for
 * it are refused and counted as before. Mapping it ends its being ignored.
 * @param args.reason why, 1 to 200 characters; null brings it back
 */
export async function ignoreUnmapped(
  { db, now, say }: { db: Database; now: Date; say: Words<"mappings"> },
  args: { unmappedId: string; reason: string | null; importer: Importer },
): Promise<IgnoreOutcome> {
  const { unmappedId: id, importer } = args;
  const found = async (scope: Importer["scope"]) =>
    (await listUnmapped(db, { scope, id, ignored: "either", page: { limit: 1 } })).length > 0;
  if (!(await found(importer.sight))) return { kind: "not_found" };
  if (!(await found(importer.scope))) return { kind: "not_allowed" };
  const why = args.reason === null ? { reason: null } : reasonOf(args.reason, say);
  if ("problem" in why) return { kind: "invalid", message: why.problem };
  const { reason } = why;
  if (args.reason !== null && reason === null)
    return { kind: "invalid", message: say("refused.ignoreReason") };
  const item = await setIgnored(db, { id, reason, by: importer.by, address: importer.address, now });
  return item === null ? { kind: "so_already" } : { kind: "done", item };
}
