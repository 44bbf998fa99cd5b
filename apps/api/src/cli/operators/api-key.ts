import { everyBrand } from "@parley/db";
import { type ApiKey, listApiKeys, revokeApiKey } from "@parley/db/operators";
import { CLI } from "@parley/db/orders";
import type { Command } from "commander";
import { createPeople } from "../../auth/people.ts";
import { requireOperator } from "../kernel/existing.ts";
import { facts, type Result, table } from "../kernel/output.ts";
import { notFound, Refusal } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";
import { invalid } from "./invalid.ts";

/** `parley operator api-key …` */
export function addApiKeyCommands(operator: Command, run: Run): void {
  const key = operator.command("api-key").description("keys with which scripts use the GraphQL API");
  key
    .command("create")
    .description("make a key that may do what its operator may; shown once")
    .requiredOption("--operator <email>", "whose key")
    .requiredOption("--name <name>", "what it is for")
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

async function create(session: Session, options: { operator: string; name: string }): Promise<Result> {
  const { operator } = await requireOperator(session, options.operator);
  const ask = { operatorId: operator.id, scope: everyBrand, by: CLI };
  const outcome = await createPeople(session).makeApiKey(ask, options.name);
  if (outcome.kind === "not_found") throw notFound("operator", options.operator, "operator list");
  if (outcome.kind === "invalid") throw invalid(outcome);
  if (outcome.kind === "disabled") {
    throw new Refusal(
      "disabled",
      `${operator.email} is disabled, so a key would open nothing.`,
      `Let them in first: npm run parley -- operator enable ${operator.email}`,
    );
  }
  if (outcome.kind === "too_many") {
    throw new Refusal(
      "too_many",
      `${operator.email} has ${outcome.most} API keys in use.`,
      `Revoke one first: npm run parley -- operator api-key list --operator ${operator.email}`,
    );
  }
  const { key, plain } = outcome;
  const { name } = key;
  return {
    json: { api_key: { ...keyJson(key), operator: operator.email }, secret: plain },
    text: facts({ key: key.id, name, operator: operator.email, secret: plain }),
    warnings: ["The key is shown this once. Send it as: Authorization: Bearer <key>"],
  };
}

async function list(session: Session, options: { operator: string }): Promise<Result> {
  const { operator } = await requireOperator(session, options.operator);
  const keys = await listApiKeys(session.db, [operator.id]);
  const text = table(
    keys,
    {
      id: (row) => row.id,
      name: (row) => row.name,
      begins: (row) => row.prefix,
      created: (row) => row.createdAt,
      "last used": (row) => row.lastUsedAt,
      revoked: (row) => row.revokedAt,
    },
    `${operator.email} has no API key.`,
  );
  return { json: { api_keys: keys.map(keyJson) }, text };
}

async function revoke(session: Session, keyId: string, options: { operator: string }): Promise<Result> {
  const { operator } = await requireOperator(session, options.operator);
  if (!(await revokeApiKey(session.db, { operatorId: operator.id, keyId, by: CLI, now: session.now() }))) {
    throw new Refusal(
      "not_found",
      `${operator.email} has no live API key "${keyId}".`,
      `See: npm run parley -- operator api-key list --operator ${operator.email}`,
    );
  }
  return { json: { revoked: keyId }, text: `The key ${keyId} opens nothing any more.` };
}

function keyJson({ id, name, prefix, createdAt, lastUsedAt, revokedAt }: ApiKey) {
  return { id, name, prefix, created_at: createdAt, last_used_at: lastUsedAt, revoked_at: revokedAt };
}
