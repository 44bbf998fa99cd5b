import { createHash } from "node:crypto";
import type { Database } from "@parley/db";
import { countAttempts, forgetAttempts, takeBackAttempt } from "@parley/db/operators";

const WINDOW_MS = 15 * 60_000;

/**
 * Failed tries allowed within 15 minutes. An account is first counted per address, so that somebody
 * elsewhere cannot lock its owner out with five requests; the wider counters stop a patient guesser.
 */
const LIMITS = { accountAtAddress: 5, account: 50, address: 60 } as const;

export interface SignInTicket {
  allowed: boolean;
  /** Seconds until it is worth trying again, where it is not allowed. */
  retryAfterSeconds: number;
  /** To be called when the password was right: its try does not count. */
  succeed: () => Promise<void>;
}

/**
 * Counts a try before its password is checked, so that a hundred tries at once count as a hundred.
 * @param email as typed; kept only as a hash.
 */
export async function takeSignInTicket(args: {
  db: Database;
  email: string;
  address: string;
  now: Date;
}): Promise<SignInTicket> {
  const { db, address, now } = args;
  const account = createHash("sha256").update(args.email.trim().toLowerCase()).digest("hex").slice(0, 32);
  const keys = {
    accountAtAddress: `sign-in account ${account} at ${address}`,
    account: `sign-in account ${account}`,
    address: `sign-in address ${address}`,
  };
  const names = ["accountAtAddress", "account", "address"] as const;
  const counted = await countAttempts(db, {
    keys: names.map((name) => keys[name]),
    now,
    windowMs: WINDOW_MS,
  });
  const over = counted.filter(({ count }, index) => count > (LIMITS[names[index] ?? "account"] ?? 0));
  const until = Math.max(now.getTime(), ...over.map(({ windowEndsAt }) => windowEndsAt.getTime()));
  return {
    allowed: over.length === 0,
    retryAfterSeconds: Math.max(1, Math.ceil((until - now.getTime()) / 1000)),
    succeed: async () => {
      await forgetAttempts(db, { keys: [keys.accountAtAddress, keys.account] });
      await takeBackAttempt(db, { key: keys.address });
    },
  };
}
