import { createHash, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";
import type { Database } from "@parley/db";
import { takeOnce } from "@parley/db/operators";

/**
 * Challenges that a device signs. One carries its end and our mark, so that asking for them, which anybody can, writes
 * nothing; one that was signed rightly is written down, so that it is right once.
 */
export interface Challenges {
  /** @param purpose what it is for, and for whom: it is right for nothing else */
  make(purpose: string): string;
  isOurs(challenge: string, purpose: string): boolean;
  /** Takes one that was signed; false where it was taken before. */
  take(db: Database, challenge: string): Promise<boolean>;
}

const LIFE_MS = 5 * 60_000;
const NONCE_BYTES = 16;
const HEAD_BYTES = 8 + NONCE_BYTES;

export function createChallenges({ masterKey, now }: { masterKey: string; now: () => Date }): Challenges {
  function markOf(head: Buffer, purpose: string): Buffer {
    return Buffer.from(hkdfSync("sha256", masterKey, head, `parley/auth/challenge/${purpose}`, 32));
  }

  function endOf(challenge: string): Date {
    return new Date(Number(Buffer.from(challenge, "base64url").readBigUInt64BE()));
  }

  return {
    make(purpose) {
      const end = Buffer.alloc(8);
      end.writeBigUInt64BE(BigInt(now().getTime() + LIFE_MS));
      const head = Buffer.concat([end, randomBytes(NONCE_BYTES)]);
      return Buffer.concat([head, markOf(head, purpose)]).toString("base64url");
    },
    isOurs(challenge, purpose) {
      const bytes = Buffer.from(challenge, "base64url");
      // Of several texts that give the same bytes one is ours, so that none is taken twice under another spelling.
      if (bytes.length !== HEAD_BYTES + 32 || bytes.toString("base64url") !== challenge) return false;
      const [head, mark] = [bytes.subarray(0, HEAD_BYTES), bytes.subarray(HEAD_BYTES)];
      return timingSafeEqual(mark, markOf(head, purpose)) && endOf(challenge) > now();
    },
    async take(db, challenge) {
      const hash = createHash("sha256").update(challenge).digest("hex");
      return await takeOnce(db, { what: "challenge", hash, expiresAt: endOf(challenge), now: now() });
    },
  };
}
