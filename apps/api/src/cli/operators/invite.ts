import { everyBrand } from "@parley/db";
import { CLI } from "@parley/db/orders";
import { type Command, Option } from "commander";
import { createPeople, type InviteOutcome, type RenewOutcome } from "../../auth/people.ts";
import { requireOperator } from "../kernel/existing.ts";
import type { Result } from "../kernel/output.ts";
import { conflict, notFound, Refusal } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";
import { ROLES, type RoleName, readGrants } from "./grants.ts";
import { invalid } from "./invalid.ts";

/** `parley operator invite` and `invite-again` */
export function addInviteCommands(operator: Command, run: Run): void {
  operator
    .command("invite")
    .description("add an operator who chooses their own password, by a link that works once")
    .requiredOption("--name <name>", "the person's name")
    .requiredOption("--email <address>", "what they will sign in with")
    .addOption(new Option("--role <role>", "what they may do").choices(ROLES).makeOptionMandatory())
    .option("--brand <code...>", "only for these brands; default: all")
    .option("--store <code...>", "only for these stores")
    .action(run(invite));
  operator
    .command("invite-again <email>")
    .description("make another link for somebody who has no password yet; the one before ends")
    .action(run(inviteAgain));
}

interface InviteOptions {
  name: string;
  email: string;
  role: RoleName;
  brand?: string[];
  store?: string[];
}

async function invite(session: Session, options: InviteOptions): Promise<Result> {
  const { name, email } = options;
  const grants = await readGrants(session, options);
  const ask = { scope: everyBrand, by: CLI };
  return toResult(email, await createPeople(session).invite(ask, { name, email, grants }));
}

async function inviteAgain(session: Session, given: string): Promise<Result> {
  const { operator } = await requireOperator(session, given);
  const ask = {
    ...{ operatorId: operator.id, expectedVersion: operator.version },
    ...{ scope: everyBrand, by: CLI },
  };
  return toResult(operator.email, await createPeople(session).inviteAgain(ask));
}

function toResult(email: string, outcome: InviteOutcome | RenewOutcome): Result {
  switch (outcome.kind) {
    case "invited": {
      const { operatorId, path, expiresAt } = outcome;
      return {
        json: { operator: { id: operatorId, email }, path, expires_at: expiresAt },
        text: `${path}\nOpen until ${expiresAt.toISOString()}, below the admin's address, and for one use.\nTo end it: npm run parley -- operator disable ${email}`,
        warnings: ["The link is shown this once; it is kept nowhere."],
      };
    }
    case "taken":
      throw new Refusal(
        "email_taken",
        `An operator ${email} exists already.`,
        "See: npm run parley -- operator list",
      );
    case "not_invited":
      throw new Refusal(
        "not_invited",
        `${email} has a password or is disabled, so a link would open nothing.`,
        `Give them another password: npm run parley -- operator reset-password ${email}`,
      );
    case "not_found":
      throw notFound("operator", email, "operator list");
    case "conflict":
      throw conflict(`the operator ${email}`);
    case "beyond_own":
    case "last_admin":
      throw new Error("The command line has every brand, and an invitation takes nothing from anybody.");
    case "invalid":
      throw invalid(outcome);
  }
}
