import { listSecrets } from "@parley/db/connections";
import { CLI } from "@parley/db/orders";
import { type Command, Option } from "commander";
import {
  createSharedIds,
  OVERLAP_MINUTES,
  type RotationOutcome,
} from "../../stores/provisioning/shared-ids.ts";
import { requireConnection } from "../kernel/existing.ts";
import { readOverlap } from "../kernel/given.ts";
import { facts, type Result, table } from "../kernel/output.ts";
import { conflict, Refusal, UsageError } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import { checkMasterKey, type Session } from "../kernel/session.ts";
import { readSecret } from "../kernel/terminal.ts";
import { warningsAbout } from "./shared-id-warnings.ts";

export interface SharedIdOptions {
  sharedId?: string;
  sharedIdStdin?: true;
  generate?: true;
}

/** The three ways to give a SharedId, the same at every command that takes one. */
export function withSharedId(command: Command): Command {
  return command
    .addOption(
      new Option("--shared-id-stdin", "read the SharedId from stdin").conflicts(["sharedId", "generate"]),
    )
    .addOption(
      new Option("--shared-id <text>", "the SharedId; other users of this machine can see it").conflicts(
        "generate",
      ),
    )
    .option("--generate", "make a SharedId and show it once");
}

/** The SharedId that was given; null where one is to be made. @throws UsageError where neither was said */
export async function givenSharedId(
  { terminal }: Session,
  { sharedId, sharedIdStdin, generate }: SharedIdOptions,
): Promise<string | null> {
  if (sharedId !== undefined) return sharedId;
  if (sharedIdStdin) return await readSecret(terminal, "a SharedId");
  if (generate) return null;
  throw new UsageError(
    "A SharedId is needed.",
    "Pipe it in with --shared-id-stdin, give it with --shared-id, or let --generate make one.",
  );
}

/** `parley connection shared-ids`, `rotate` and `retire` */
export function addSharedIdCommands(connection: Command, run: Run): void {
  connection
    .command("shared-ids <connection>")
    .description("the SharedIds that a connection has and had; never their text")
    .action(run(list));
  withSharedId(connection.command("rotate <connection>"))
    .description("add a SharedId beside the one in use, which goes on working for a while")
    .option(
      "--overlap <span>",
      "for how long, such as 7d, 12h or 0; default: 7d",
      readOverlap,
      OVERLAP_MINUTES,
    )
    .action(run(rotate));
  connection
    .command("retire <connection> <secret-id>")
    .description("end one of two SharedIds at once; the other one works on without an end")
    .action(run(retire));
}

async function list(session: Session, idOrSlug: string): Promise<Result> {
  const { id, slug } = await requireConnection(session, idOrSlug);
  const now = session.now();
  const secrets = (await listSecrets(session.db, [id])).map((secret) => ({
    ...secret,
    state: secret.endsAt !== null && secret.endsAt <= now ? "retired" : secret.state,
  }));
  const text = table(
    secrets,
    {
      id: (row) => row.id,
      state: (row) => row.state,
      strength: (row) => row.strength,
      added: (row) => row.createdAt,
      "last used": (row) => row.lastUsedAt,
      ends: (row) => row.endsAt,
    },
    `${slug} has no SharedId.`,
  );
  const json = secrets.map((row) => ({
    id: row.id,
    state: row.state,
    strength: row.strength,
    created_at: row.createdAt,
    last_used_at: row.lastUsedAt,
    ends_at: row.endsAt,
  }));
  return { json: { connection: slug, shared_ids: json }, text };
}

async function rotate(
  session: Session,
  idOrSlug: string,
  options: SharedIdOptions & { overlap: number },
): Promise<Result> {
  const { id: connectionId, slug, version: expectedVersion } = await requireConnection(session, idOrSlug);
  const sharedId = await givenSharedId(session, options);
  await checkMasterKey(session);
  const change = { connectionId, expectedVersion, sharedId, overlapMinutes: options.overlap, by: CLI };
  const rotated = orRefusal(slug, await createSharedIds(session).rotate(change));
  const { secretId, strength, generated, previousEndsAt } = rotated;
  const shown = generated === null ? {} : { shared_id: generated };
  return {
    json: {
      connection: slug,
      shared_id_record: secretId,
      strength,
      previous_ends_at: previousEndsAt,
      ...shown,
    },
    text: facts({
      connection: slug,
      id: secretId,
      strength,
      "the one before ends": previousEndsAt,
      ...(generated === null ? {} : { SharedId: generated }),
    }),
    warnings: warningsAbout(sharedId),
  };
}

type Rotated = Extract<RotationOutcome, { kind: "rotated" }>;

function orRefusal(slug: string, outcome: RotationOutcome): Rotated {
  switch (outcome.kind) {
    case "rotated":
      return outcome;
    case "invalid":
      throw new Refusal(
        outcome.field === "sharedId" ? "invalid_shared_id" : "invalid_overlap",
        outcome.message,
      );
    case "shared_id_taken":
      throw sharedIdTaken();
    case "conflict":
      throw conflict(`the connection ${slug}`);
    case "under_way":
      throw new Refusal(
        "rotation_under_way",
        `Two SharedIds of ${slug} work already, the older until ${outcome.endsAt.toISOString()}.`,
        `End one of them first: npm run parley -- connection shared-ids ${slug}`,
      );
  }
}

/** Refuses a SharedId that is in use. */
export function sharedIdTaken(): Refusal {
  return new Refusal(
    "shared_id_taken",
    "This SharedId, or one with the same first ten characters, serves a connection already.",
    "Agree on another with PAR, or let --generate make one: digests are keyed by those ten alone.",
  );
}

async function retire(session: Session, idOrSlug: string, secretId: string): Promise<Result> {
  const { id: connectionId, slug } = await requireConnection(session, idOrSlug);
  const outcome = await createSharedIds(session).retire({ connectionId, secretId, by: CLI });
  if (outcome.kind === "not_found") {
    throw new Refusal(
      "not_found",
      `${slug} has no SharedId "${secretId}" in use.`,
      `See: npm run parley -- connection shared-ids ${slug}`,
    );
  }
  if (outcome.kind === "last") {
    throw new Refusal(
      "last_shared_id",
      `It is the only SharedId of ${slug} that works; without it PAR's calls would be refused.`,
      `Put another in its place: npm run parley -- connection rotate ${slug} --overlap 0 --generate`,
    );
  }
  return {
    json: { connection: slug, retired: secretId },
    text: `${secretId} opens nothing any more; the other SharedId of ${slug} works without an end.`,
  };
}
