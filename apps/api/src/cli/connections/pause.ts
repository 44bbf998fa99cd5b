import type { Connection } from "@parley/db/connections";
import { CLI } from "@parley/db/orders";
import { isPausedAt } from "@parley/db/stores";
import { wordsIn } from "@parley/words";
import type { Command } from "commander";
import { pauseConnection, resumeConnection } from "../../stores/connection-pause.ts";
import type { PauseOutcome } from "../../stores/pausing.ts";
import { requireConnection } from "../kernel/existing.ts";
import { readMinutes } from "../kernel/given.ts";
import type { Result } from "../kernel/output.ts";
import { conflict, Refusal } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";
import { pauseJson } from "../stores/pause.ts";

/** `parley connection pause` and `resume` */
export function addConnectionPauseCommands(connection: Command, run: Run): void {
  connection
    .command("pause <connection>")
    .description(
      "refuse a connection's orders as if its stores were paused; until it is resumed, unless told otherwise",
    )
    .requiredOption("--reason <text>", "why, for those who wonder")
    .option("--for <time>", "so long: 90m, 2h", readMinutes)
    .action(run(pauseOne));
  connection
    .command("resume <connection>")
    .description("take a connection's orders again")
    .action(run(resumeOne));
}

async function pauseOne(
  session: Session,
  idOrSlug: string,
  options: { for?: number; reason: string },
): Promise<Result> {
  const connection = await requireConnection(session, idOrSlug);
  const now = session.now();
  const asked = {
    connection,
    expectedVersion: connection.version,
    minutes: options.for ?? null,
    reason: options.reason,
    by: CLI,
    words: wordsIn("en"),
  };
  const changed = changedBy(connection, await pauseConnection({ db: session.db, now }, asked));
  const until = changed.pauseUntil === null ? "" : ` until ${changed.pauseUntil.toISOString()}`;
  return {
    json: { connection: { id: changed.id, slug: changed.slug, ...pauseJson(changed, now) } },
    text: `${changed.slug} is paused${until}; PAR's orders by it are refused.`,
    warnings: isPausedAt(connection, now)
      ? [`It was paused already: ${connection.pauseReason ?? "no reason given"}.`]
      : [],
  };
}

async function resumeOne(session: Session, idOrSlug: string): Promise<Result> {
  const connection = await requireConnection(session, idOrSlug);
  const now = session.now();
  const asked = { connection, expectedVersion: connection.version, by: CLI };
  const changed = changedBy(connection, await resumeConnection({ db: session.db, now }, asked));
  return {
    json: { connection: { id: changed.id, slug: changed.slug, ...pauseJson(changed, now) } },
    text: `${changed.slug} takes orders again.`,
  };
}

/** @throws Refusal where nothing was changed */
function changedBy({ slug }: Connection, outcome: PauseOutcome<Connection>): Connection {
  switch (outcome.kind) {
    case "changed":
      return outcome.row;
    case "invalid":
      throw new Refusal(`invalid_${outcome.field}`, outcome.message);
    case "not_paused":
      throw new Refusal("not_paused", `${slug} is not paused.`);
    case "conflict":
      throw conflict(`the connection ${slug}`);
  }
}
