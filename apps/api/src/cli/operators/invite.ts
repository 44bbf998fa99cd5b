import { everyBrand } from "@parley/db";
import { CLI } from "@parley/db/orders";
import { languages } from "@parley/words";
import { type Command, Option } from "commander";
import type { LinkDelivery } from "../../auth/link-mail.ts";
import { createPeople, type InviteOutcome, type RenewOutcome } from "../../auth/people.ts";
import { requireOperator } from "../kernel/existing.ts";
import type { Result } from "../kernel/output.ts";
import { conflict, notFound, Refusal } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";
import { ROLES, type RoleName, readGrants } from "./grants.ts";
import { invalid } from "./invalid.ts";

/** `parley operator invite`, `invite-again` and `reset-link` */
export function addInviteCommands(operator: Command, run: Run): void {
  operator
    .command("invite")
    .description("add an operator who chooses their own password, by a link that works once")
    .requiredOption("--name <name>", "the person's name")
    .requiredOption("--email <address>", "what they will sign in with")
    .addOption(new Option("--role <role>", "what they may do").choices(ROLES).makeOptionMandatory())
    .option("--brand <code...>", "only for these brands; default: all")
    .option("--store <code...>", "only for these stores")
    .addOption(new Option("--language <language>", "what they read").choices(languages))
    .option("--by-email", "send the link to their address too")
    .action(run(invite));
  operator
    .command("invite-again <email>")
    .description("make another link for somebody who has no password yet; the one before ends")
    .option("--by-email", "send the link to their address too")
    .action(run(inviteAgain));
  operator
    .command("reset-link <email>")
    .description("make a link by which an operator replaces a lost password; those before end")
    .option("--by-email", "send the link to their address too")
    .action(run(resetLink));
}

interface InviteOptions {
  name: string;
  email: string;
  role: RoleName;
  brand?: string[];
  store?: string[];
  language?: string;
  byEmail?: true;
}

async function invite(session: Session, options: InviteOptions): Promise<Result> {
  const { name, email, language, byEmail } = options;
  const grants = await readGrants(session, options);
  const ask = { scope: everyBrand, by: CLI };
  const person = { name, email, grants, language };
  return toResult(email, await createPeople(session).invite(ask, person, { byEmail }));
}

async function inviteAgain(
  session: Session,
  given: string,
  { byEmail }: { byEmail?: true },
): Promise<Result> {
  const { operator } = await requireOperator(session, given);
  const ask = {
    ...{ operatorId: operator.id, expectedVersion: operator.version },
    ...{ scope: everyBrand, by: CLI },
  };
  return toResult(operator.email, await createPeople(session).inviteAgain(ask, { byEmail }));
}

async function resetLink(session: Session, given: string, { byEmail }: { byEmail?: true }): Promise<Result> {
  const { operator } = await requireOperator(session, given);
  const { id: operatorId, version: expectedVersion, email } = operator;
  const ask = { operatorId, expectedVersion, scope: everyBrand, by: CLI };
  const outcome = await createPeople(session).makeResetLink(ask, { byEmail });
  switch (outcome.kind) {
    case "made": {
      const { path, expiresAt, delivery } = outcome;
      return {
        json: { operator: { id: operatorId, email }, path, expires_at: expiresAt, delivery },
        text: `${path}\nOpen until ${expiresAt.toISOString()}, below the admin's address, and for one use. Until it is used, their password goes on working.`,
        warnings: ["The link is shown this once; it is kept nowhere.", ...DELIVERED[delivery]],
      };
    }
    case "no_password":
      throw new Refusal(
        "no_password",
        `${email} is disabled or has no password yet, so there is none to replace.`,
        `Invite them again: npm run parley -- operator invite-again ${email}`,
      );
    case "not_found":
      throw notFound("operator", email, "operator list");
    case "conflict":
      throw conflict(`the operator ${email}`);
    case "own":
    case "last_admin":
      throw new Error("The command line is nobody's account, and a link takes nothing from anybody.");
  }
}

/** What is said of the e-mail. */
const DELIVERED: Readonly<Record<LinkDelivery, readonly string[]>> = {
  not_asked: [],
  sent: ["It went to their address too."],
  failed: ["The mail server did not take the e-mail: send the link yourself."],
  no_mail_server: ["No mail server is set (SMTP_URL): send the link yourself."],
};

function toResult(email: string, outcome: InviteOutcome | RenewOutcome): Result {
  switch (outcome.kind) {
    case "invited": {
      const { operatorId, path, expiresAt, delivery } = outcome;
      return {
        json: { operator: { id: operatorId, email }, path, expires_at: expiresAt, delivery },
        text: `${path}\nOpen until ${expiresAt.toISOString()}, below the admin's address, and for one use.\nTo end it: npm run parley -- operator disable ${email}`,
        warnings: ["The link is shown this once; it is kept nowhere.", ...DELIVERED[delivery]],
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
