import { createHash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { Database } from "@parley/db";
import {
  forgetAttempts,
  isRememberedPlace,
  rememberPlace,
  sweepAttempts,
  sweepSessions,
  takeAttempt,
  takeBackAttempt,
  type Waits,
} from "@parley/db/operators";
import { networkOf } from "../http/client-address.ts";
import type { Devices } from "./device.ts";

export interface SignInTicket {
  allowed: boolean;
  /** Seconds until it is worth trying again, where it is not allowed. */
  retryAfterSeconds: number;
  /** To be called when the password was right: its try does not count. Gives the browser's device cookie. */
  succeed: () => Promise<string>;
}

export interface SignInLimit {
  /**
   * Counts a try before its password is checked, so that a hundred tries at once count as a hundred.
   * @param email as typed; kept only as a hash.
   */
  take(args: { email: string; address: string; headers: IncomingHttpHeaders }): Promise<SignInTicket>;
}

/** Waits after the first, second, … failed try, in seconds; the last one repeats. */
const waits = (free: number, seconds: readonly number[]): Waits => [
  ...Array<number>(free - 1).fill(0),
  ...seconds.map((each) => each * 1_000),
];
/** One account, from an address from which nobody has signed in to it. */
const UNKNOWN = waits(5, [60, 120, 240, 480, 900]);
/** All accounts together, from such an address. */
const UNKNOWN_AT_ADDRESS = waits(60, [60, 120, 240, 480, 900]);
/** One account, from an address or a browser from which its owner has signed in. */
const KNOWN = waits(10, [15, 30, 60]);

const SWEEP_EVERY_MS = 60_000;

/**
 * Limits guessing without ever keeping an operator out. A try is counted for its account *at its address*, so
 * that nobody elsewhere can use up the owner's tries, and there is no limit over all addresses, for that would
 * be a weapon: who knows an e-mail address could lock its owner out. Waits grow instead of ending in a
 * lock, and a refused try does not count. Where others share the owner's address, the owner is told apart by
 * having signed in from it before, or from this browser.
 */
export function createSignInLimit(deps: { db: Database; devices: Devices; now: () => Date }): SignInLimit {
  const { db, devices } = deps;
  let sweptMs = 0;

  async function sweep(now: Date): Promise<void> {
    if (Math.abs(now.getTime() - sweptMs) < SWEEP_EVERY_MS) return;
    sweptMs = now.getTime();
    await sweepAttempts(db, { now });
    await sweepSessions(db, { now });
  }

  return {
    async take({ email, address, headers }) {
      const now = deps.now();
      const account = createHash("sha256").update(email.trim().toLowerCase()).digest("hex").slice(0, 32);
      const network = networkOf(address);
      const place = `to ${account} at ${network}`;
      const device = devices.read(headers, account);
      const isKnown = device !== null || (await isRememberedPlace(db, { place, now }));
      const ownKey =
        device === null ? `tries on ${account} at ${network}` : `tries on ${account} by ${device}`;
      const addressKey = `tries at ${network}`;
      await sweep(now);

      const refuse = (retryAt: Date): SignInTicket => ({
        allowed: false,
        retryAfterSeconds: Math.max(1, Math.ceil((retryAt.getTime() - now.getTime()) / 1_000)),
        succeed: () => Promise.reject(new Error("A refused try cannot succeed.")),
      });
      // The address first: a counter is kept for so many accounts only as may be tried from there.
      const all = isKnown
        ? null
        : await takeAttempt(db, { key: addressKey, now, waitsMs: UNKNOWN_AT_ADDRESS });
      if (all?.allowed === false) return refuse(all.retryAt);
      const own = await takeAttempt(db, { key: ownKey, now, waitsMs: isKnown ? KNOWN : UNKNOWN });
      if (!own.allowed) {
        if (all !== null) await takeBackAttempt(db, { key: addressKey, taken: all });
        return refuse(own.retryAt);
      }
      return {
        allowed: true,
        retryAfterSeconds: 0,
        async succeed() {
          await forgetAttempts(db, { keys: [ownKey] });
          if (all !== null) await takeBackAttempt(db, { key: addressKey, taken: all });
          await rememberPlace(db, { place, now });
          return devices.cookieFor(account);
        },
      };
    },
  };
}
