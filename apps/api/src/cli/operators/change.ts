import { everyBrand } from "@parley/db";
import type { OperatorWithGrants } from "@parley/db/operators";
import { CLI } from "@parley/db/orders";
import { type Command, Option } from "commander";
import { type Ask, createPeople, type People, type PeopleOutcome } from "../../auth/people.ts";
import { requireOperator } from "../kernel/existing.ts";
import { facts, type Result } from "../kernel/output.ts";
import { conflict, notFound, Refusal, UsageError } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";
import { ROLES, type RoleName, readGrants } from "./grants.ts";
import { invalid } from "./invalid.ts";
import { newPassword, type PasswordOptions, withPassword } from "./password.ts";

/** `parley operator change`, `disable`, `enable` and `reset-password` */
export function addChangeCommands(operator: Command, run: Run): void {
  operator
    .command("change <email>")
    .description("change an operator's name, or replace all that they may do")
    .option("--name <name>", "the person's name")
    .addOption(new Option("--role <role>", "what they may do from now on").choices(ROLES))
    .option("--brand <code...>", "only for these brands; default: all")
    .option("--store <code...>", "only for these stores")
    .action(run(change));
  operator
    .command("disable <email>")
    .description("shut an operator out: sessions end at once, API keys for good")
    .action(
      run((session: Session, email: string) =>
        act(
          session,
          email,
          (people, ask) => people.disable(ask),
          "is shut out; sessions and API keys have ended",
        ),
      ),
    );
  operator
    .command("enable <email>")
    .description("let a disabled operator sign in again")
    .action(
      run((session: Session, email: string) =>
        act(
          session,
          email,
          (people, ask) => people.enable(ask),
          "can sign in again; API keys have to be made anew",
        ),
      ),
    );
  operator
    .command("end-sessions <email>")
    .description("sign an operator out in every browser at once; they can sign in again")
    .action(run(endSessions));
  operator
    .command("remove-second-factor <email>")
    .description("take the second factor away from an operator who lost it; sessions end at once")
    .action(
      run((session: Session, email: string) =>
        act(
          session,
          email,
          async (people, ask) => byNobody(await people.removeSecondFactor(ask)),
          "signs in with the password alone; every session of theirs has ended",
        ),
      ),
    );
  operator
    .command("remove-passkeys <email>")
    .description("take every passkey away from an operator who lost them; sessions end at once")
    .action(
      run((session: Session, email: string) =>
        act(
          session,
          email,
          async (people, ask) => byNobody(await people.removePasskeys(ask)),
          "has no passkey any more; every session of theirs has ended",
        ),
      ),
    );
  operator
    .command("unlink-provider <email>")
    .description("untie an operator from the identity provider, where they are another account by now")
    .action(
      run((session: Session, email: string) =>
        act(
          session,
          email,
          async (people, ask) => byNobody(await people.unlinkProvider(ask)),
          "is tied to no identity provider; every session of theirs has ended",
        ),
      ),
    );
  withPassword(operator.command("reset-password <email>"))
    .description("give an operator another password; sessions end at once")
    .action(run(resetPassword));
}

interface ChangeOptions {
  name?: string;
  role?: RoleName;
  brand?: string[];
  store?: string[];
}

async function change(
  session: Session,
  email: string,
  { name, role, brand, store }: ChangeOptions,
): Promise<Result> {
  if (name === undefined && role === undefined) {
    throw new UsageError("Nothing is to be changed.", "Give --name, or --role with or without --brand.");
  }
  if (role === undefined && (brand !== undefined || store !== undefined)) {
    throw new UsageError("--brand and --store say where a role holds.", "Give --role as well.");
  }
  const grants = role && (await readGrants(session, { role, brand, store }));
  return await act(session, email, (people, ask) => people.change(ask, { name, grants }), "is changed");
}

async function resetPassword(session: Session, email: string, options: PasswordOptions): Promise<Result> {
  await requireOperator(session, email);
  const password = await newPassword(session, options);
  const result = await act(
    session,
    email,
    async (people, ask) => byNobody(await people.resetPassword(ask, password)),
    "has another password; every session of theirs has ended, and API keys go on working",
  );
  if (!options.generate) return result;
  return {
    json: { ...result.json, password },
    text: `${result.text}\n${facts({ password })}`,
    warnings: ["The password is shown this once; it is kept nowhere."],
  };
}

async function endSessions(session: Session, given: string): Promise<Result> {
  const { operator } = await requireOperator(session, given);
  const ask = { operatorId: operator.id, scope: everyBrand, by: CLI };
  const outcome = await createPeople(session).endSessions(ask);
  if (outcome === null) throw notFound("operator", given, "operator list");
  const { sessions } = outcome;
  const text = `${operator.email} was signed in ${sessions} times, and is signed out everywhere.`;
  return { json: { operator: { id: operator.id, email: operator.email }, ended: sessions }, text };
}

/** The command line is nobody's account. */
function byNobody(outcome: PeopleOutcome | { kind: "own" }): PeopleOutcome {
  if (outcome.kind === "own") throw new Error("The command line is nobody's account.");
  return outcome;
}

/** Carries out one change of one operator, as they are at this moment. */
async function act(
  session: Session,
  idOrEmail: string,
  change: (people: People, ask: Ask) => Promise<PeopleOutcome>,
  becomes: string,
): Promise<Result> {
  const { operator } = await requireOperator(session, idOrEmail);
  const { id: operatorId, version: expectedVersion, email } = operator;
  const ask = { operatorId, expectedVersion, scope: everyBrand, by: CLI };
  const changed = orRefusal(email, await change(createPeople(session), ask));
  return { json: { operator: operatorJson(changed) }, text: `${email} ${becomes}.` };
}

function orRefusal(email: string, outcome: PeopleOutcome): OperatorWithGrants {
  switch (outcome.kind) {
    case "changed":
      return outcome.operator;
    case "not_found":
      throw notFound("operator", email, "operator list");
    case "conflict":
      throw conflict(`the operator ${email}`);
    case "last_admin":
      throw new Refusal(
        "last_admin",
        `Nobody else could administer what ${email} administers.`,
        "Make another admin first: npm run parley -- operator create --help",
      );
    case "beyond_own":
      throw new Error("The command line has every brand, so no grant reaches beyond it.");
    case "invalid":
      throw invalid(outcome);
  }
}

function operatorJson({ operator, grants }: OperatorWithGrants) {
  const { id, name, email, disabledAt } = operator;
  return {
    id,
    name,
    email,
    disabled_at: disabledAt,
    grants: grants.map(({ role, brandId, locationId }) => ({
      role,
      brand_id: brandId,
      location_id: locationId,
    })),
  };
}
