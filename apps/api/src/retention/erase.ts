import type { Database, LedgerNow } from "@parley/db";
import { recordChange } from "@parley/db/audit";
import { putJob } from "@parley/db/jobs";
import type { Actor } from "@parley/db/orders";
import { countGuest, type Erasure, eraseGuest, eraseGuestOfOrder, type GuestKey } from "@parley/db/retention";
import { TEXT_MAX } from "@parley/limits";
import type { JobHandler } from "../jobs/runner.ts";

const ERASE_JOB = "retention.erase";
/** Until an order that kept its guest is looked at again. */
const AGAIN_MS = 3_600_000;
/** Fewer digits are the end of many numbers. */
const DIGITS_MIN = 10;
const DIGITS_MAX = 15;

/** A guest as somebody names them. */
export interface NamedGuest {
  phone: string | null;
  email: string | null;
}

export type ErasureOutcome =
  | { kind: "erased" | "counted"; erasure: Erasure; reference: string }
  | { kind: "invalid"; field: "phone" | "email" };

/** By what the ledger knows a guest; what is wrong where it cannot be. */
export function guestKeyOf({ phone, email }: NamedGuest): GuestKey | "phone" | "email" {
  const digits = (phone ?? "").replace(/\D/g, "");
  const address = (email ?? "").trim().toLowerCase();
  if (digits === "" && address === "") return phone ? "phone" : "email";
  if (digits !== "" && (digits.length < DIGITS_MIN || digits.length > DIGITS_MAX)) return "phone";
  if (address !== "" && (!/^[^@\s]+@[^@\s]+$/.test(address) || address.length > TEXT_MAX.email))
    return "email";
  return { phone: digits === "" ? null : digits, email: address === "" ? null : address };
}

/**
 * Erases one guest everywhere, or counts what there is of them. Orders that are open or disputed, or have a case that
 * is not resolved, keep their guest until they are settled, and are erased within the hour after it. The audit gets a
 * reference from which nothing can be read. Whoever asks makes sure that it is an owner.
 */
export async function eraseNamedGuest(
  deps: { db: Database; now: Date; ledgerNow: LedgerNow; referenceOf(text: string): string },
  { guest, isDryRun, by }: { guest: NamedGuest; isDryRun: boolean; by: Actor },
): Promise<ErasureOutcome> {
  const { db, now, ledgerNow } = deps;
  const key = guestKeyOf(guest);
  if (typeof key === "string") return { kind: "invalid", field: key };
  const reference = deps.referenceOf(`${key.phone ?? ""} ${key.email ?? ""}`);
  if (isDryRun) return { kind: "counted", erasure: await countGuest(db, key), reference };
  const erasure = await eraseGuest(db, key);
  const { heldIds, ...counts } = erasure;
  await db.orm.transaction(async (tx) => {
    for (const id of heldIds)
      await putJob({ orm: tx }, { kind: ERASE_JOB, key: id, inMs: AGAIN_MS, now: ledgerNow });
    const detail = { ...counts, held: heldIds.length };
    await recordChange(tx, { action: "guest_erased", subjectId: reference, detail, by, now });
  });
  return { kind: "erased", erasure, reference };
}

/** A job that erases the guest of an order which was not settled when somebody asked for it. */
export function createEraseJob({ db }: { db: Database }): JobHandler {
  return {
    kind: ERASE_JOB,
    run: async ({ key }) => ((await eraseGuestOfOrder(db, key)) ? "done" : { againInMs: AGAIN_MS }),
  };
}
