import type { Database } from "@parley/db";
import type { Actor } from "@parley/db/orders";
import { insertLocation, type Location, setLocation } from "@parley/db/stores";
import { TEXT_MAX } from "@parley/limits";
import { currencyProblem } from "@parley/par-contract";
import type { WordsOf } from "@parley/words";
import { isCode } from "./code.ts";
import { doubtAboutZone, type ZoneDoubt, zoneNamed } from "./timezone.ts";

/** What people are told of a store. What is left out stays as it is; blank is none where there may be none. */
export interface GivenFacts {
  name?: string | undefined;
  /** In one line. */
  address?: string | undefined;
  phone?: string | undefined;
  /** IANA name. */
  timezone?: string | undefined;
}

export type ChangeStoreOutcome =
  | { kind: "changed"; location: Location; doubt: ZoneDoubt | null }
  /** What the person gave cannot be used; `message` is a sentence about it. */
  | { kind: "invalid"; field: keyof GivenFacts; message: string }
  /** Somebody else changed the store meanwhile. */
  | { kind: "conflict" };

/**
 * Changes what people are told of a store, and by which clock it opens. Orders under way keep the bill that they have.
 * @param args.expectedVersion of the store, as the person saw it
 */
export async function changeStore(
  { db, now }: { db: Database; now: Date },
  args: {
    location: Location;
    expectedVersion: number;
    given: GivenFacts;
    by: Actor;
    words: WordsOf;
  },
): Promise<ChangeStoreOutcome> {
  const { location, expectedVersion, given, by, words } = args;
  const fault = faultOf(given, words);
  if (fault !== null) return { kind: "invalid", ...fault };
  const timezone = given.timezone === undefined ? null : zoneNamed(given.timezone);
  const set = {
    ...(given.name === undefined ? {} : { name: given.name.trim() }),
    ...(given.address === undefined ? {} : { address: given.address.trim() || null }),
    ...(given.phone === undefined ? {} : { phone: given.phone.trim() || null }),
    ...(timezone === null ? {} : { timezone }),
  };
  const changed = await setLocation(db, { locationId: location.id, expectedVersion, set, by, now });
  if (changed === null) return { kind: "conflict" };
  const doubt = timezone === null ? null : doubtAboutZone(given.timezone ?? timezone, timezone);
  return { kind: "changed", location: changed, doubt };
}

export type CreateStoreOutcome =
  | { kind: "created"; location: Location; doubt: ZoneDoubt | null }
  | { kind: "invalid"; field: keyof GivenFacts | "code" | "currency"; message: string }
  | { kind: "code_taken" };

/**
 * Adds a store to a brand, without a POS yet.
 * @param args.code its short id, for example `YC-LC-001`, which stays
 * @param args.currency what it counts in, by ISO 4217, which stays
 */
export async function createStore(
  { db, now }: { db: Database; now: Date },
  args: {
    brandId: string;
    code: string;
    currency: string;
    given: GivenFacts & { name: string; timezone: string };
    by: Actor;
    words: WordsOf;
  },
): Promise<CreateStoreOutcome> {
  const { brandId, code, currency, given, by, words } = args;
  const say = words("stores");
  if (!isCode(code)) {
    return { kind: "invalid", field: "code", message: say("edit.refused.code", { max: TEXT_MAX.code }) };
  }
  const fault = faultOf(given, words);
  if (fault !== null) return { kind: "invalid", ...fault };
  const problem = currencyProblem(currency);
  if (problem !== null) {
    return { kind: "invalid", field: "currency", message: say("edit.refused.currency", { problem }) };
  }
  const timezone = zoneNamed(given.timezone) ?? given.timezone;
  const facts = {
    ...{ brandId, code, currency, timezone },
    name: given.name.trim(),
    address: given.address?.trim() || null,
    phone: given.phone?.trim() || null,
  };
  const location = await insertLocation(db, { location: facts, by, now });
  if (location === null) return { kind: "code_taken" };
  return { kind: "created", location, doubt: doubtAboutZone(given.timezone, timezone) };
}

function faultOf(
  { name, address, phone, timezone }: GivenFacts,
  words: WordsOf,
): { field: keyof GivenFacts; message: string } | null {
  const say = words("stores");
  const isTooLong = (text: string | undefined, max: number) => text !== undefined && text.trim().length > max;
  if (name !== undefined && (name.trim() === "" || name.trim().length > TEXT_MAX.name)) {
    return { field: "name", message: say("edit.refused.name", { max: TEXT_MAX.name }) };
  }
  if (isTooLong(address, TEXT_MAX.addressLine)) {
    return { field: "address", message: say("edit.refused.address", { max: TEXT_MAX.addressLine }) };
  }
  if (isTooLong(phone, TEXT_MAX.phone)) {
    return { field: "phone", message: say("edit.refused.phone", { max: TEXT_MAX.phone }) };
  }
  if (timezone !== undefined && zoneNamed(timezone) === null) {
    return { field: "timezone", message: say("edit.refused.timezone", { given: timezone.slice(0, 64) }) };
  }
  return null;
}

/** A doubt about a zone's name, as a sentence. */
export function zoneDoubtText({ given, stored, winter, summer }: ZoneDoubt, words: WordsOf): string {
  const say = words("stores");
  const times =
    summer === null ? say("edit.zone.allYear", { winter }) : say("edit.zone.both", { winter, summer });
  return stored === null
    ? say("edit.zone.doubt", { given, times })
    : say("edit.zone.renamed", { given, stored, times });
}
