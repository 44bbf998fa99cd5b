import { everyBrand } from "@parley/db";
import { type ApiKey, listApiKeys } from "@parley/db/operators";
import { CLI } from "@parley/db/orders";
import { type Command, Option } from "commander";
import type { NewApiKeyOutcome } from "../../auth/api-keys.ts";
import { createPeople } from "../../auth/people.ts";
import { requireOperator } from "../kernel/existing.ts";
import { readTime } from "../kernel/given.ts";
import { facts, type Result, table } from "../kernel/output.ts";
import { notFound, Refusal, UsageError } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";
import {
  grantsJson,
  grantsText,
  type PlaceNames,
  ROLES,
  type RoleName,
  readGrants,
  readPlaceNames,
} from "./grants.ts";
import { invalid } from "./invalid.ts";

/** `parley operator api-key …` */
export function addApiKeyCommands(operator: Command, run: Run): void {
  const key = operator.command("api-key").description("keys with which scripts use the GraphQL API");
  key
    .command("create")
    .description("make a key that may do what its operator may, or less; shown once")
    .requiredOption("--operator <email>", "whose key")
    .requiredOption("--name <name>", "what it is for")
    .addOption(
      new Option("--role <role>", "all that it may do; default: what its operator may").choices(ROLES),
    )
    .option("--brand <code...>", "only for these brands")
    .option("--store <code...>", "only for these stores")
    .option("--expires <time>", "from when on it opens nothing (UTC); default: never", readTime)
    .action(run(create));
  key
    .command("list")
    .description("an operator's keys")
    .requiredOption("--operator <email>", "whose keys")
    .action(run(list));
  key
    .command("revoke <key-id>")
    .description("end a key at once")
    .requiredOption("--operator <email>", "whose key")
    .action(run(revoke));
}

interface CreateOptions {
  operator: string;
  name: string;
  role?: RoleName;
  brand?: string[];
  store?: string[];
  expires?: Date;
}

async function create(session: Session, options: CreateOptions): Promise<Result> {
  const { name, role, brand, store, expires } = options;
  if (role === undefined && (brand !== undefined || store !== undefined))
    throw new UsageError("--brand and --store say where a role holds.", "Give --role as well.");
  const { operator } = await requireOperator(session, options.operator);
  const grants = role && (await readGrants(session, { role, brand, store }));
  const ask = { operatorId: operator.id, scope: everyBrand, by: CLI };
  const outcome = await createPeople(session).makeApiKey(ask, { name, grants, expiresAt: expires });
  if (outcome.kind !== "made") throw refusalOf(outcome, operator.email, options.operator);
  const { key, plain } = outcome;
  const names = await readPlaceNames(session);
  const may = key.grants === null ? "what its operator may" : grantsText(key.grants, names);
  const expiry = key.expiresAt?.toISOString() ?? "never";
  return {
    json: { api_key: { ...keyJson(key, names), operator: operator.email }, secret: plain },
    text: facts({
      ...{ key: key.id, name: key.name, operator: operator.email, may, expires: expiry, secret: plain },
    }),
    warnings: ["The key is shown this once. Send it as: Authorization: Bearer <key>"],
  };
}

function refusalOf(
  outcome: Exclude<NewApiKeyOutcome, { kind: "made" }>,
  email: string,
  given: string,
): Refusal {
  switch (outcome.kind) {
    case "not_found":
      return notFound("operator", given, "operator list");
    case "invalid":
      return invalid(outcome);
    case "beyond_operator":
      return new Refusal(
        "beyond_operator",
        `${email} may not do that themselves, so no key of theirs may.`,
        "See what they may do: npm run parley -- operator list",
      );
    case "disabled":
      return new Refusal(
        "disabled",
        `${email} is disabled, so a key would open nothing.`,
        `Let them in first: npm run parley -- operator enable ${email}`,
      );
    case "too_many":
      return new Refusal(
        "too_many",
        `${email} has ${outcome.most} API keys in use.`,
        `Revoke one first: npm run parley -- operator api-key list --operator ${email}`,
      );
  }
}

async function list(session: Session, options: { operator: string }): Promise<Result> {
  const { operator } = await requireOperator(session, options.operator);
  const [keys, names] = await Promise.all([listApiKeys(session.db, [operator.id]), readPlaceNames(session)]);
  const text = table(
    keys,
    {
      id: (row) => row.id,
      name: (row) => row.name,
      begins: (row) => row.prefix,
      may: ({ grants }) => (grants === null ? "what its operator may" : grantsText(grants, names)),
      by: (row) => row.createdBy,
      created: (row) => row.createdAt,
      "last used": (row) => row.lastUsedAt,
      expires: (row) => row.expiresAt,
      revoked: (row) => row.revokedAt,
    },
    `${operator.email} has no API key.`,
  );
  return { json: { api_keys: keys.map((key) => keyJson(key, names)) }, text };
}

async function revoke(session: Session, keyId: string, options: { operator: string }): Promise<Result> {
  const { operator } = await requireOperator(session, options.operator);
  const ask = { operatorId: operator.id, scope: everyBrand, by: CLI };
  const outcome = await createPeople(session).revokeApiKey(ask, keyId);
  if (outcome.kind !== "revoked") {
    throw new Refusal(
      "not_found",
      `${operator.email} has no live API key "${keyId}".`,
      `See: npm run parley -- operator api-key list --operator ${operator.email}`,
    );
  }
  return { json: { revoked: keyId }, text: `The key ${keyId} opens nothing any more.` };
}

function keyJson(key: ApiKey, names: PlaceNames) {
  const { id, name, prefix, grants, createdBy, createdAt, expiresAt, lastUsedAt, revokedAt } = key;
  return {
    ...{ id, name, prefix, grants: grants && grantsJson(grants, names), created_by: createdBy },
    ...{ created_at: createdAt, expires_at: expiresAt, last_used_at: lastUsedAt, revoked_at: revokedAt },
  };
}
