import { CLI } from "@parley/db/orders";
import { listPosKeys } from "@parley/db/stores";
import type { Command } from "commander";
import {
  type KeyRotationOutcome,
  keyStateOf,
  OVERLAP_MINUTES,
  retireKey,
  rotateKey,
} from "../../stores/provisioning/pos-keys.ts";
import { requireLocation } from "../kernel/existing.ts";
import { readOverlap } from "../kernel/given.ts";
import { facts, type Result, table } from "../kernel/output.ts";
import { conflict, Refusal } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import { checkMasterKey, type Session } from "../kernel/session.ts";
import { readSecret } from "../kernel/terminal.ts";

/** `parley location keys`, `rotate-key` and `retire-key` */
export function addPosKeyCommands(location: Command, run: Run): void {
  location
    .command("keys <location>")
    .description("the keys that a store's bridge has and had; never their text")
    .action(run(list));
  location
    .command("rotate-key <location>")
    .description("add a key beside the one of a store's bridge, which counts for a while too")
    .option(
      "--overlap <span>",
      "for how long, such as 7d, 12h or 0; default: 7d",
      readOverlap,
      OVERLAP_MINUTES,
    )
    .option("--key-stdin", "read the key (whsec_…) that the POS's maker gave from stdin; else one is made")
    .action(run(rotate));
  location
    .command("retire-key <location> <key-id>")
    .description("end one of two keys at once; the other one then has no end")
    .option("--even-if-unseen", "although the POS was not seen to sign with the other one")
    .action(run(retire));
}

async function list(session: Session, idOrCode: string): Promise<Result> {
  const { id, code } = await requireLocation(session, idOrCode);
  const now = session.now();
  const keys = (await listPosKeys(session.db, [id])).map((key) => ({ ...key, state: keyStateOf(key, now) }));
  const text = table(
    keys,
    {
      id: (row) => row.id,
      state: (row) => row.state,
      made: (row) => row.madeAt,
      by: (row) => row.madeBy,
      "last used": (row) => row.lastUsedAt,
      ends: (row) => row.retiredAt ?? row.endsAt,
    },
    `Of the key of ${code} nothing is known; it was given before keys were kept apart, or there is none.`,
  );
  const json = keys.map((row) => ({
    ...{ id: row.id, state: row.state, made_at: row.madeAt, made_by: row.madeBy },
    ...{ last_used_at: row.lastUsedAt, ends_at: row.endsAt, retired_at: row.retiredAt },
  }));
  return { json: { location: code, keys: json }, text };
}

async function rotate(
  session: Session,
  idOrCode: string,
  options: { overlap: number; keyStdin?: true },
): Promise<Result> {
  const { id: locationId, code, version: expectedVersion } = await requireLocation(session, idOrCode);
  const key = options.keyStdin ? await readSecret(session.terminal, "a key") : null;
  await checkMasterKey(session);
  const asked = { locationId, expectedVersion, key, overlapMinutes: options.overlap, by: CLI };
  const { db, vault } = session;
  const rotated = orRefusal(code, await rotateKey({ db, vault, now: session.now() }, asked));
  const { keyId, made, previousEndsAt } = rotated;
  return {
    json: {
      ...{ location: code, key_id: keyId, previous_ends_at: previousEndsAt },
      ...(made === null ? {} : { key: made }),
    },
    text: facts({
      ...{ location: code, id: keyId, "the one before may end": previousEndsAt },
      ...(made === null ? {} : { key: made }),
    }),
  };
}

type Rotated = Extract<KeyRotationOutcome, { kind: "rotated" }>;

function orRefusal(code: string, outcome: KeyRotationOutcome): Rotated {
  switch (outcome.kind) {
    case "rotated":
      return outcome;
    case "invalid":
      throw outcome.field === "key"
        ? new Refusal("invalid_key", "A bridge key is whsec_ followed by 24 to 64 bytes in base64.")
        : new Refusal("invalid_overlap", "The overlap is 0 to 90 days.");
    case "no_key":
      throw new Refusal("no_key", `The POS of ${code} does not speak the bridge, or has no key.`);
    case "same_key":
      throw new Refusal("same_key", `This is the key that ${code} has already.`);
    case "under_way":
      throw new Refusal(
        "rotation_under_way",
        `Two keys of ${code} count already.`,
        `End one of them first: npm run parley -- location keys ${code}`,
      );
    case "conflict":
      throw conflict(`the store ${code}`);
  }
}

async function retire(
  session: Session,
  idOrCode: string,
  keyId: string,
  { evenIfUnseen }: { evenIfUnseen?: true },
): Promise<Result> {
  const { id: locationId, code } = await requireLocation(session, idOrCode);
  await checkMasterKey(session);
  const { db, vault } = session;
  const outcome = await retireKey(
    { db, vault, now: session.now() },
    { locationId, keyId, evenIfUnseen, by: CLI },
  );
  if (outcome.kind === "not_found") {
    const see = `See: npm run parley -- location keys ${code}`;
    throw new Refusal("not_found", `${code} has no key "${keyId}" that counts.`, see);
  }
  if (outcome.kind === "last") throw new Refusal("last_key", `It is the only key of ${code} that counts.`);
  if (outcome.kind === "unseen")
    throw new Refusal(
      "unseen_key",
      `The POS of ${code} was not seen to sign with the ${outcome.stays} key, which would stay, since the other: if it does not have it, it refuses every order from now on.`,
      "To end the key all the same: --even-if-unseen",
    );
  return {
    json: { location: code, retired: keyId },
    text: `${keyId} counts no more; the other key of ${code} has no end.`,
  };
}
