import { CLI } from "@parley/db/orders";
import type { Command } from "commander";
import { markTestStore } from "../../stores/test-mark.ts";
import { requireLocation } from "../kernel/existing.ts";
import type { Result } from "../kernel/output.ts";
import { conflict, Refusal } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";

/** `parley location mark-test` and `mark-live` */
export function addTestMarkCommands(location: Command, run: Run): void {
  location
    .command("mark-test <location>")
    .description("say that no guest's order arrives at a store, so that engineers may send it calls as PAR")
    .requiredOption("--reason <text>", "why, for those who wonder")
    .action(
      run((session, idOrCode: string, { reason }: { reason: string }) => mark(session, idOrCode, reason)),
    );
  location
    .command("mark-live <location>")
    .description("take that back: guests' orders arrive there")
    .action(run((session, idOrCode: string) => mark(session, idOrCode, null)));
}

async function mark(session: Session, idOrCode: string, reason: string | null): Promise<Result> {
  const location = await requireLocation(session, idOrCode);
  const change = { location, isTest: reason !== null, reason, by: CLI };
  const outcome = await markTestStore({ db: session.db, now: session.now() }, change);
  if (outcome.kind === "conflict") throw conflict(`the store ${location.code}`);
  if (outcome.kind === "invalid") throw new Refusal("invalid_reason", outcome.message);
  const { id, code, isTest, testReason } = outcome.location;
  return {
    json: { location: { id, code, is_test: isTest, test_reason: testReason } },
    text: isTest
      ? `${code} is a test store; engineers may send it calls as PAR.`
      : `${code} is no test store.`,
  };
}
