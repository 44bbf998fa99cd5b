import { createHash } from "node:crypto";
import type { Database, LedgerNow } from "@parley/db";
import { putJob } from "@parley/db/jobs";
import {
  findOperator,
  insertAskedReset,
  listInvited,
  makeResetLink,
  type OperatorChange,
  type OperatorChangeArgs,
  type OperatorWithGrants,
  revokeLink,
  takeAttempt,
  takeBackAttempt,
} from "@parley/db/operators";
import { z } from "zod";
import { networkOf } from "../http/client-address.ts";
import type { JobHandler } from "../jobs/runner.ts";
import { newResetLink } from "./invitation.ts";
import { type LinkDelivery, type Post, sendLink } from "./link-mail.ts";

/** A link that was made for somebody; `path` lies below the admin's address and is kept nowhere. */
export interface MadeLink {
  operatorId: string;
  path: string;
  expiresAt: Date;
  delivery: LinkDelivery;
}

export type ResetLinkOutcome =
  | ({ kind: "made" } & MadeLink)
  | Exclude<OperatorChange, { kind: "changed" }>
  /** They are disabled, or have no password that a link could replace. */
  | { kind: "no_password" }
  /** One's own password is changed by who knows it. */
  | { kind: "own" };

interface Deps {
  db: Database;
  post: Post;
}

/** Makes a link by which somebody replaces their password; those that they had end. `owner`: null where it is not found. */
export async function linkToReset(
  { db, post }: Deps,
  args: OperatorChangeArgs,
  owner: OperatorWithGrants | null,
  { byEmail = false }: { byEmail?: boolean | undefined },
): Promise<ResetLinkOutcome> {
  if (owner === null) return { kind: "not_found" };
  const { id: operatorId, disabledAt } = owner.operator;
  if (args.by.kind === "operator" && args.by.id === operatorId) return { kind: "own" };
  const isInvited = (await listInvited(db, [operatorId])).has(operatorId);
  if (isInvited || disabledAt !== null) return { kind: "no_password" };
  const { path, ...invitation } = newResetLink(args.now);
  const outcome = await makeResetLink(db, { ...args, invitation });
  if (outcome.kind !== "changed") return outcome;
  const { expiresAt } = invitation;
  const link = { kind: "reset", to: outcome.operator.operator, path, expiresAt } as const;
  const delivery = byEmail ? await sendLink(post, link) : "not_asked";
  return { kind: "made", operatorId, path, expiresAt, delivery };
}

/** What is asked for of an address that somebody typed. Whether anybody has it is not looked at before the job runs. */
const askedShape = z.object({ email: z.email().max(254), language: z.string().max(10), address: z.string() });

const RESET_JOB = "auth.reset_link";

/** Waits after so many asks for one address from one network, and from one network at all; the last one repeats. */
const ONE_WAITS_MS = [0, 0, ...[60, 120, 240, 480, 900].map((each) => each * 1_000)];
const ALL_WAITS_MS = [...Array<number>(19).fill(0), ...ONE_WAITS_MS.slice(2)];

/**
 * Asks for a link to whoever has this address. The answer is the same for every address, and so is the work before it:
 * one row of a job that looks whose the address is, later.
 *
 * @returns false where the caller has to wait
 */
export async function askForReset(
  { db, now, ledgerNow }: { db: Database; now: Date; ledgerNow: LedgerNow },
  given: { email: string; language: string; address: string },
): Promise<boolean> {
  const email = given.email.trim().toLowerCase();
  const network = networkOf(given.address);
  const all = await takeAttempt(db, { key: `resets at ${network}`, now, waitsMs: ALL_WAITS_MS });
  if (!all.allowed) return false;
  const account = createHash("sha256").update(email).digest("hex").slice(0, 32);
  const key = `resets of ${account} at ${network}`;
  const one = await takeAttempt(db, { key, now, waitsMs: ONE_WAITS_MS });
  if (!one.allowed) {
    await takeBackAttempt(db, { key: `resets at ${network}`, taken: all });
    return false;
  }
  const asked = askedShape.safeParse({ ...given, email });
  if (asked.success) await putJob(db, { kind: RESET_JOB, key: JSON.stringify(asked.data), now: ledgerNow });
  return true;
}

/** Tries of one e-mail before it is given up: whoever waits for it asks again. */
const TRIES_MAX = 5;

/** Sends the links that were asked for, to those who are there and have a password. */
export function createResetMails({ db, now, ...post }: Post & { db: Database; now: () => Date }): JobHandler {
  return {
    kind: RESET_JOB,
    async run({ key, attempt }) {
      const { email, language, address } = askedShape.parse(JSON.parse(key));
      const found = await findOperator(db, email);
      if (found === null || post.mailer === null) return "done";
      const { path, ...invitation } = newResetLink(now());
      const { id: operatorId } = found.operator;
      const isMade = await insertAskedReset(db, { operatorId, invitation, address, now: now() });
      if (!isMade) return "done";
      const to = { ...found.operator, language: found.operator.language ?? language };
      const delivery = await sendLink(post, { kind: "reset", to, path, expiresAt: invitation.expiresAt });
      if (delivery === "sent") return "done";
      // Nobody has it, and it must not stand in the way of the next one.
      await revokeLink(db, { tokenHash: invitation.tokenHash, now: now() });
      if (attempt >= TRIES_MAX) return "done";
      throw new Error("The mail server did not take a link.");
    },
  };
}
