import type { Database } from "@parley/db";
import type { Actor } from "@parley/db/orders";
import {
  type ChosenGuest,
  countGuest,
  type Erasure,
  eraseDue,
  eraseGuest,
  eraseLater,
  listPhoneForms,
  PHONE_MIN,
  sameEnd,
} from "@parley/db/retention";
import { TEXT_MAX } from "@parley/limits";
import type { JobHandler } from "../jobs/runner.ts";

/** Until what kept its guest is looked at again. */
const AGAIN_MS = 3_600_000;
/** Orders and calls that one statement looks at again. */
const BATCH = 100;
const DIGITS_MAX = 15;
/** Of a number that has no country's code before it, in most countries; no more is hidden. */
const WHOLE = 10;
/** The 0 that is not dialled after a country's code, and what a switchboard is told once it has answered. */
const NOT_DIALLED = /\(0\)|[\s,;]*(?:extension|ext|x|#)[\s.:=]*\d{1,6}\s*$/gi;

/** A guest as somebody names them. */
export interface NamedGuest {
  phone: string | null;
  email: string | null;
}

/** By what a guest is known. */
export interface GuestKey {
  /** Digits alone. */
  phone: string | null;
  /** In lower case. */
  email: string | null;
}

/** A number under which orders were found: the asked one, or one that ends like it and may be another guest's. */
export interface FoundForm {
  /** Names it when it is chosen. */
  id: string;
  /** For people: its last digits, and those in which forms of one number differ. */
  masked: string;
  digits: number;
  orders: number;
  refusedCalls: number;
  /** Whether the report is about it. */
  isChosen: boolean;
}

export type ErasureOutcome =
  | { kind: "erased" | "counted"; erasure: Erasure; forms: FoundForm[]; reference: string }
  /** `forms`: none was chosen, or one that is not there. */
  | { kind: "invalid"; field: "phone" | "email" | "forms" };

/** By what the ledger knows a guest; what is wrong where it cannot be. */
export function guestKeyOf({ phone, email }: NamedGuest): GuestKey | "phone" | "email" {
  const digits = (phone ?? "").replace(NOT_DIALLED, "").replace(/\D/g, "");
  const address = (email ?? "").trim().toLowerCase();
  if (digits === "" && address === "") return phone ? "phone" : "email";
  const significant = digits.replace(/^0+/, "").length;
  if (digits !== "" && (significant < PHONE_MIN || significant > DIGITS_MAX)) return "phone";
  if (address !== "" && (!/^[^@\s]+@[^@\s]+$/.test(address) || address.length > TEXT_MAX.email))
    return "email";
  return { phone: digits === "" ? null : digits, email: address === "" ? null : address };
}

/**
 * Erases one guest everywhere, or counts what there is of them. A number is also found without its country's code, with
 * another one, and with the zeros that are dialled, which may be somebody else's: so whoever erases by a number names those of the forms found that
 * are meant, and no other goes. What is open or disputed, or has a case that is not resolved, keeps its guest until it
 * is settled, and is erased within the hour after it. The audit gets a reference from which nothing can be read.
 * Whoever asks makes sure that it is an owner.
 * @param forms the ids of the forms that are meant; null, which only a dry run may give: the number exactly as asked
 */
export async function eraseNamedGuest(
  deps: { db: Database; now: Date; referenceOf(text: string): string },
  args: { guest: NamedGuest; forms: readonly string[] | null; isDryRun: boolean; by: Actor },
): Promise<ErasureOutcome> {
  const { db, now, referenceOf } = deps;
  const { isDryRun, by } = args;
  const key = guestKeyOf(args.guest);
  if (typeof key === "string") return { kind: "invalid", field: key };
  const found = key.phone === null ? [] : await listPhoneForms(db, key.phone);
  const all = found.map((form) => ({ ...form, id: referenceOf(`form ${form.digits}`).slice(4, 16) }));
  const asAsked = all.filter(({ digits }) => digits === key.phone).map(({ id }) => id);
  const ids = args.forms ?? (isDryRun || all.length === 0 ? asAsked : null);
  const isNobody = ids?.length === 0 && all.length > 0 && key.email === null && !isDryRun;
  if (ids === null || isNobody || ids.some((one) => !all.some(({ id }) => id === one)))
    return { kind: "invalid", field: "forms" };
  const chosen = all.filter(({ id }) => ids.includes(id));
  const guest: ChosenGuest = { phones: chosen.map(({ digits }) => digits), email: key.email };
  const reference = referenceOf(`${key.phone ?? ""} ${key.email ?? ""}`);
  const common = Math.min(WHOLE, ...all.map(({ digits }) => sameEnd(digits, key.phone ?? "")));
  const forms = all.map((form) => ({
    ...form,
    ...{ masked: maskedOf(form.digits, common), digits: form.digits.length, isChosen: ids.includes(form.id) },
  }));
  if (isDryRun) return { kind: "counted", erasure: await countGuest(db, guest), forms, reference };
  const erasure = await eraseGuest(db, { guest, reference, by, now });
  return { kind: "erased", erasure, forms, reference };
}

/** The last digits, and those before the ones that every form of the number has: whoever asks knows the rest. */
function maskedOf(digits: string, common: number): string {
  const before = digits.slice(0, -common);
  const isCode = before !== "" && !before.startsWith("0");
  return `${isCode ? "+" : ""}${before}${before === "" ? "" : " "}••• ••• ${digits.slice(-4)}`;
}

/** The job that erases guests from what was not settled when somebody asked for it, and from calls that came later. */
export function createEraseJob({ db, now }: { db: Database; now(): Date }): JobHandler {
  return {
    kind: "retention.erase",
    isEndless: true,
    async run(_job, signal) {
      for (let after: string | null = ""; after !== null; ) {
        if (signal.aborted) return { againInMs: 0 };
        ({ last: after } = await eraseDue(db, { after, limit: BATCH, now: now() }));
      }
      for (let after: string | null = ""; after !== null; ) {
        if (signal.aborted) return { againInMs: 0 };
        ({ last: after } = await eraseLater(db, { after, limit: BATCH }));
      }
      return { againInMs: AGAIN_MS };
    },
  };
}
