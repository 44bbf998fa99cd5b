import { listConformanceRuns, readOpenAtPos } from "@parley/db/stores";
import { wordsIn } from "@parley/words";
import type { Command } from "commander";
import { describeLocationPos } from "../../stores/location-pos.ts";
import { requireLocation } from "../kernel/existing.ts";
import { facts, type Result } from "../kernel/output.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";
import { conformanceJson } from "./conformance.ts";
import { keptFrom } from "./kept-away.ts";
import { pauseJson } from "./pause.ts";

/** `parley location show` */
export function addShowCommand(location: Command, run: Run): void {
  location
    .command("show <location>")
    .description("one store: its POS and what it promises, what waits for it, and its last run of the checks")
    .action(run(show));
}

async function show(session: Session, idOrCode: string): Promise<Result> {
  const { db } = session;
  const location = await requireLocation(session, idOrCode);
  const now = session.now();
  const [open, [run], kept] = await Promise.all([
    readOpenAtPos(db, location.id),
    listConformanceRuns(db, { locationId: location.id, limit: 1 }),
    keptFrom(session, location),
  ]);
  const pos = describeLocationPos(location);
  const say = wordsIn("en")("pos");
  const hasPos = location.posKind !== null;
  return {
    json: {
      location: {
        ...{ id: location.id, code: location.code, name: location.name, is_test: location.isTest },
        ...pauseJson(location, now),
        pauses: kept.json,
        pos: hasPos
          ? {
              ...{ kind: pos.kind, url: pos.url, store: pos.store, class: pos.adapterClass },
              ...{ can_void: pos.canVoid, quiet_period_s: pos.quietPeriodS, slots: pos.policy.slots },
            }
          : null,
        sending: open.sending,
        waiting: open.waiting,
        oldest_waiting_at: open.oldestWaitingAt,
        conformance: run === undefined ? null : conformanceJson(run),
      },
    },
    text: facts({
      location: `${location.code} ${location.name}`,
      pos: pos.text === "" ? "none" : pos.text,
      ...(hasPos ? { promises: say(`conformance.promise.${pos.adapterClass}`) } : {}),
      ...(pos.quietPeriodS === null ? {} : { "quiet period": `${pos.quietPeriodS} s` }),
      paused: kept.texts.length === 0 ? "no" : kept.texts.join("; "),
      "being sent": String(open.sending),
      waiting:
        open.oldestWaitingAt === null
          ? "0"
          : `${open.waiting}, the oldest since ${open.oldestWaitingAt.toISOString()}`,
      "last run":
        run === undefined
          ? "none"
          : `${run.at.toISOString()}, class ${run.adapterClass}: ${run.passed ? "kept" : "not kept"}`,
    }),
  };
}
