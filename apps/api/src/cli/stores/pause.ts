import { CLI } from "@parley/db/orders";
import { isPausedAt, type Location } from "@parley/db/stores";
import { wordsIn } from "@parley/words";
import type { Command } from "commander";
import type { PauseOutcome, PauseSet } from "../../stores/pausing.ts";
import { pauseStore, resumeStore } from "../../stores/store-pause.ts";
import { requireLocation } from "../kernel/existing.ts";
import type { Result } from "../kernel/output.ts";
import { conflict, Refusal } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";
import { addUntilOptions, clock, type UntilOptions, untilOfOptions } from "../kernel/until.ts";

/** `parley location pause` and `resume` */
export function addPauseCommands(location: Command, run: Run): void {
  const pause = location
    .command("pause <location>")
    .description("refuse PAR's orders for a store; until it is resumed, unless told otherwise")
    .requiredOption("--reason <text>", "why, for those who wonder");
  addUntilOptions(pause).action(run(pauseOne));
  location
    .command("resume <location>")
    .description("take PAR's orders for a store again")
    .action(run(resumeOne));
}

async function pauseOne(
  session: Session,
  idOrCode: string,
  options: UntilOptions & { reason: string },
): Promise<Result> {
  const location = await requireLocation(session, idOrCode);
  const now = session.now();
  const asked = {
    location,
    expectedVersion: location.version,
    until: untilOfOptions(options),
    reason: options.reason,
    by: CLI,
    words: wordsIn("en"),
  };
  const changed = changedBy(location, await pauseStore({ db: session.db, now }, asked));
  const until = changed.pauseUntil === null ? "" : ` until ${clock(changed.pauseUntil, changed.timezone)}`;
  return {
    json: { location: { id: changed.id, code: changed.code, ...pauseJson(changed, now) } },
    text: `${changed.code} is paused${until}; PAR's orders for it are refused.`,
    warnings: isPausedAt(location, now)
      ? [`It was paused already: ${location.pauseReason ?? "no reason given"}.`]
      : [],
  };
}

async function resumeOne(session: Session, idOrCode: string): Promise<Result> {
  const location = await requireLocation(session, idOrCode);
  const now = session.now();
  const asked = { location, expectedVersion: location.version, by: CLI };
  const changed = changedBy(location, await resumeStore({ db: session.db, now }, asked));
  return {
    json: { location: { id: changed.id, code: changed.code, ...pauseJson(changed, now) } },
    text: `${changed.code} takes orders again.`,
  };
}

/** @throws Refusal where nothing was changed */
function changedBy({ code }: Location, outcome: PauseOutcome<Location>): Location {
  switch (outcome.kind) {
    case "changed":
      return outcome.row;
    case "invalid":
      throw new Refusal(`invalid_${outcome.field}`, outcome.message);
    case "not_paused":
      throw new Refusal("not_paused", `${code} is not paused.`);
    case "conflict":
      throw conflict(`the store ${code}`);
  }
}

/** Since when, until when and why a store or a connection takes no orders; null while it does. */
export function pauseJson(paused: PauseSet, now: Date) {
  const isPaused = isPausedAt(paused, now);
  return {
    paused_at: isPaused ? paused.pausedAt : null,
    pause_until: isPaused ? paused.pauseUntil : null,
    pause_reason: isPaused ? paused.pauseReason : null,
  };
}
