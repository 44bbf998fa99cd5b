import { type RedactionPolicy, readRedactionPolicy, revealRules } from "@parley/db/guests";
import { CLI } from "@parley/db/orders";
import { type Command, Option } from "commander";
import { changeRedactionPolicy } from "../../orders/people/guests/redaction.ts";
import { facts, type Result } from "../kernel/output.ts";
import { conflict, UsageError } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";

/** `parley redaction show` and `set` */
export function addRedactionCommands(program: Command, run: Run): void {
  const redaction = program
    .command("redaction")
    .description("what of guests is hidden beyond what always is");
  redaction
    .command("show")
    .description("who may reveal a guest, and which members are hidden")
    .action(run(show));
  redaction
    .command("set")
    .description("change what is hidden; what is left out stays")
    .addOption(new Option("--revealed-by <who>", "who may reveal a guest").choices(revealRules))
    .option("--hide <member...>", "hide the content of these members of recorded bodies, and of no others")
    .addOption(new Option("--hide-none", "hide no member by name").conflicts("hide"))
    .action(run(set));
}

interface SetOptions {
  revealedBy?: RedactionPolicy["revealedBy"];
  hide?: string[];
  hideNone?: true;
}

async function show({ db }: Session): Promise<Result> {
  return toResult(await readRedactionPolicy(db));
}

async function set({ db, now }: Session, { revealedBy, hide, hideNone }: SetOptions): Promise<Result> {
  const members = hideNone ? [] : hide;
  if (revealedBy === undefined && members === undefined)
    throw new UsageError("Nothing is to be changed.", "Give --revealed-by, --hide or --hide-none.");
  const { version: expectedVersion, ...before } = await readRedactionPolicy(db);
  const policy = { revealedBy: revealedBy ?? before.revealedBy, members: members ?? before.members };
  const outcome = await changeRedactionPolicy({ db, now: now() }, { policy, expectedVersion, by: CLI });
  switch (outcome.kind) {
    case "changed":
      return toResult(outcome.policy);
    case "conflict":
      throw conflict("what is hidden of guests");
    case "too_many":
      throw new UsageError(`No more than ${outcome.max} members can be hidden.`, "Name fewer.");
    case "bad_name":
      throw new UsageError(
        `${JSON.stringify(outcome.name)} is no name of a member.`,
        "Give it as it stands in the body, such as loyalty_number.",
      );
  }
}

function toResult({ revealedBy, members }: RedactionPolicy): Result {
  return {
    json: { revealed_by: revealedBy, hidden_members: members },
    text: facts({
      "revealed by": revealedBy === "admins" ? "owners and brand admins" : "whoever their role lets",
      "hidden members": members.length === 0 ? "none by name" : members.join(", "),
    }),
  };
}
