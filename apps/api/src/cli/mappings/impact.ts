import { everyBrand } from "@parley/db";
import { listMappings, type MappingKind } from "@parley/db/mappings";
import { MAPPINGS_AT_ONCE } from "@parley/limits";
import { wordsIn } from "@parley/words";
import type { Command } from "commander";
import { type Impact, impactOf, impactSentence } from "../../stores/mappings/impact.ts";
import { requireConnection } from "../kernel/existing.ts";
import type { Result } from "../kernel/output.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";

/** `parley map impact` */
export function addImpactCommand(map: Command, run: Run): void {
  map
    .command("impact <par-id...>")
    .description(
      "what hangs on mappings, before they are changed or ended: stores, orders of the last days, open ones",
    )
    .requiredOption("--connection <slug>", "the connection that PAR sends the ids on")
    .option("--organization", "the ids name organizations, not locations")
    .action(run(show));
}

async function show(
  session: Session,
  parIds: readonly string[],
  { connection, organization }: { connection: string; organization?: true },
): Promise<Result> {
  const { id: connectionId, slug } = await requireConnection(session, connection);
  const kind: MappingKind = organization ? "organization" : "location";
  const filter = { connectionId, parIds: parIds.slice(0, MAPPINGS_AT_ONCE), limit: MAPPINGS_AT_ONCE };
  const meanings = await listMappings(session.db, { scope: everyBrand, kind, filter });
  const missing = parIds.find((parId) => !meanings.some((one) => one.parId === parId));
  if (missing !== undefined) throw new Refusal("not_mapped", `${missing} of ${slug} means nothing now.`);
  const impact = await impactOf(session.db.orm, { meanings, now: session.now() });
  return {
    json: { impact: jsonOfImpact(impact) },
    text: impactSentence(impact, "own", wordsIn("en")("mappings")),
  };
}

/** What hangs on mappings, as a report has it. */
export function jsonOfImpact({ locations, stores, orders, days, isMore, openOrders }: Impact) {
  return { locations, stores, orders, days, is_more: isMore, open_orders: openOrders };
}
