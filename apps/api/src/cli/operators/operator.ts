import { everyBrand } from "@parley/db";
import { listOperators, type OperatorWithGrants } from "@parley/db/operators";
import { CLI } from "@parley/db/orders";
import { type Command, Option } from "commander";
import { createPeople } from "../../auth/people.ts";
import { facts, type Result, table } from "../kernel/output.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";
import { addApiKeyCommands } from "./api-key.ts";
import { addChangeCommands } from "./change.ts";
import { grantsJson, grantsText, ROLES, type RoleName, readGrants, readPlaceNames } from "./grants.ts";
import { invalid } from "./invalid.ts";
import { addInviteCommands } from "./invite.ts";
import { newPassword, type PasswordOptions, withPassword } from "./password.ts";

/** `parley operator …` */
export function addOperatorCommands(program: Command, run: Run): void {
  const operator = program.command("operator").description("people who use the admin");
  withPassword(operator.command("create"))
    .description("add an operator, who can sign in at once")
    .requiredOption("--name <name>", "the person's name")
    .requiredOption("--email <address>", "what they sign in with")
    .addOption(new Option("--role <role>", "what they may do").choices(ROLES).makeOptionMandatory())
    .option("--brand <code...>", "only for these brands; default: all")
    .option("--store <code...>", "only for these stores")
    .action(run(create));
  operator.command("list").description("every operator").action(run(list));
  addInviteCommands(operator, run);
  addChangeCommands(operator, run);
  addApiKeyCommands(operator, run);
}

interface CreateOptions extends PasswordOptions {
  name: string;
  email: string;
  role: RoleName;
  brand?: string[];
  store?: string[];
}

async function create(session: Session, options: CreateOptions): Promise<Result> {
  const { name, email } = options;
  const grants = await readGrants(session, options);
  const password = await newPassword(session, options);
  const ask = { scope: everyBrand, by: CLI };
  const outcome = await createPeople(session).create(ask, { name, email, password, grants });
  if (outcome.kind === "beyond_own")
    throw new Error("The command line has every brand, so no grant reaches beyond it.");
  if (outcome.kind === "invalid") throw invalid(outcome);
  if (outcome.kind === "taken") {
    throw new Refusal(
      "email_taken",
      `An operator ${email} exists already.`,
      "See: npm run parley -- operator list",
    );
  }
  const { operator } = outcome;
  const generated = options.generate ? { password } : {};
  const names = await readPlaceNames(session);
  const json = {
    id: operator.id,
    name: operator.name,
    email: operator.email,
    grants: grantsJson(grants, names),
  };
  return {
    json: { operator: json, ...generated },
    text: facts({ operator: operator.email, may: grantsText(grants, names), id: operator.id, ...generated }),
    warnings: options.generate ? ["The password is shown this once; it is kept nowhere."] : [],
  };
}

async function list(session: Session): Promise<Result> {
  const [operators, names] = await Promise.all([listOperators(session.db), readPlaceNames(session)]);
  const mayOf = ({ grants }: OperatorWithGrants) => grantsText(grants, names);
  const text = table(
    operators,
    {
      email: (row) => row.operator.email,
      name: (row) => row.operator.name,
      may: (row) => (row.operator.disabledAt === null ? mayOf(row) : `nothing: disabled (${mayOf(row)})`),
      created: (row) => row.operator.createdAt,
    },
    "There is no operator yet. Add one: npm run parley -- operator create --help",
  );
  const json = operators.map(({ operator: { id, name, email, createdAt, disabledAt }, grants }) => ({
    id,
    name,
    email,
    grants: grantsJson(grants, names),
    created_at: createdAt,
    disabled_at: disabledAt,
  }));
  return { json: { operators: json }, text };
}
