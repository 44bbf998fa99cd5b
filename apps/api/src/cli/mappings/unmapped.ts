import { everyBrand } from "@parley/db";
import { listConnections } from "@parley/db/connections";
import { listUnmapped, type UnmappedId } from "@parley/db/mappings";
import type { Command } from "commander";
import { requireConnection } from "../kernel/existing.ts";
import { readLimit } from "../kernel/given.ts";
import { type Result, table } from "../kernel/output.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";

/** `parley unmapped …` */
export function addUnmappedCommands(program: Command, run: Run): void {
  const unmapped = program.command("unmapped").description("ids that PAR sent and no mapping knows");
  unmapped
    .command("list")
    .description("the open queue, the last seen first")
    .option("--connection <slug>", "only of this connection")
    .option("--limit <count>", "at most so many", readLimit, 100)
    .action(run(list));
}

async function list(session: Session, options: { connection?: string; limit: number }): Promise<Result> {
  const { db } = session;
  const only =
    options.connection === undefined ? undefined : await requireConnection(session, options.connection);
  const [rows, connections] = await Promise.all([
    listUnmapped(db, { scope: everyBrand, connectionId: only?.id, page: { limit: options.limit } }),
    listConnections(db, { scope: everyBrand }),
  ]);
  const slugs = new Map(connections.map(({ id, slug }) => [id, slug]));
  const slugOf = (row: UnmappedId) => slugs.get(row.connectionId) ?? row.connectionId;
  const text = table(
    rows,
    {
      connection: slugOf,
      kind: (row) => row.kind,
      "par id": (row) => row.parId,
      organization: (row) => row.parOrganizationId,
      calls: (row) => row.seenCount,
      "last seen": (row) => row.lastSeenAt,
    },
    "Nothing waits: every id that PAR sent is mapped.",
  );
  const json = rows.map((row) => ({
    id: row.id,
    connection: slugOf(row),
    kind: row.kind,
    par_id: row.parId,
    par_organization_id: row.parOrganizationId,
    seen_count: row.seenCount,
    first_seen_at: row.firstSeenAt,
    last_seen_at: row.lastSeenAt,
  }));
  return {
    json: { unmapped: json },
    text:
      rows.length === 0
        ? text
        : `${text}\n\nMap one: npm run parley -- map location PAR_ID STORE --connection SLUG`,
  };
}
