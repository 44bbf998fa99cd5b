import { everyBrand } from "@parley/db";
import { CLI } from "@parley/db/orders";
import { insertLocation, type Location, listBrands, listLocations, setLocation } from "@parley/db/stores";
import type { Command } from "commander";
import { pullFailureText } from "../../menus/pull-failure.ts";
import { describeLocationPos } from "../../stores/location-pos.ts";
import { requireBrand, requireLocation } from "../kernel/existing.ts";
import { checkCode, checkCurrency, checkName, checkTimezone, doubtsAboutTimezone } from "../kernel/given.ts";
import { facts, type Result, table } from "../kernel/output.ts";
import { conflict, Refusal } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";
import { addSetPosCommand } from "./location-pos.ts";
import { addTestMarkCommands } from "./test-mark.ts";

/** `parley location …` */
export function addLocationCommands(program: Command, run: Run): void {
  const location = program.command("location").description("our stores");
  location
    .command("create")
    .description("add a store to a brand; its POS is set with set-pos")
    .requiredOption("--brand <code>", "the brand")
    .requiredOption("--code <code>", "its short id, for example YC-LC-001")
    .requiredOption("--name <name>", "its name for people")
    .requiredOption("--timezone <zone>", "for example America/Los_Angeles")
    .option("--currency <code>", "ISO 4217", "USD")
    .option("--address <text>", "for people")
    .option("--phone <number>", "for support to call")
    .action(run(create));
  location
    .command("list")
    .description("every store")
    .option("--brand <code>", "only of this brand")
    .action(run(list));
  location
    .command("pause <location>")
    .description("refuse PAR's orders for a store until it is resumed")
    .requiredOption("--reason <text>", "why, for those who wonder")
    .action(run(pause));
  location
    .command("resume <location>")
    .description("take PAR's orders for a store again")
    .action(run(resume));
  addSetPosCommand(location, run);
  addTestMarkCommands(location, run);
}

interface CreateOptions {
  brand: string;
  code: string;
  name: string;
  timezone: string;
  currency: string;
  address?: string;
  phone?: string;
}

async function create(session: Session, options: CreateOptions): Promise<Result> {
  const fields = {
    code: checkCode(options.code),
    name: checkName(options.name),
    timezone: checkTimezone(options.timezone),
    currency: checkCurrency(options.currency),
    address: options.address ?? null,
    phone: options.phone ?? null,
  };
  const brand = await requireBrand(session, options.brand);
  const location = await insertLocation(session.db, {
    location: { brandId: brand.id, ...fields },
    by: CLI,
    now: session.now(),
  });
  if (location === null) {
    throw new Refusal(
      "code_taken",
      `A store "${fields.code}" exists already.`,
      "See: npm run parley -- location list",
    );
  }
  return {
    json: { location: locationJson(location, brand.code) },
    text: `${facts({ location: location.code, name: location.name, brand: brand.code, id: location.id })}

Next, its POS: npm run parley -- location set-pos ${location.code} --help`,
    warnings: doubtsAboutTimezone(options.timezone, fields.timezone),
  };
}

async function list(session: Session, options: { brand?: string }): Promise<Result> {
  const { db } = session;
  const only = options.brand === undefined ? undefined : await requireBrand(session, options.brand);
  const [locations, brands] = await Promise.all([
    listLocations(db, { scope: everyBrand, brandId: only?.id }),
    listBrands(db, { scope: everyBrand }),
  ]);
  const codes = new Map(brands.map(({ id, code }) => [id, code]));
  const brandOf = (row: Location) => codes.get(row.brandId) ?? row.brandId;
  const text = table(
    locations,
    {
      code: (row) => row.code,
      name: (row) => row.name,
      brand: brandOf,
      timezone: (row) => row.timezone,
      currency: (row) => row.currency,
      pos: (row) => describeLocationPos(row).text,
      paused: (row) => (row.pausedAt === null ? null : (row.pauseReason ?? "yes")),
      test: (row) => (row.isTest ? (row.testReason ?? "yes") : null),
      "menu problem": (row) => (row.menuPullError === null ? null : pullFailureText(row.menuPullError)),
    },
    "There is no store yet. Add one: npm run parley -- location create --help",
  );
  return { json: { locations: locations.map((row) => locationJson(row, brandOf(row))) }, text };
}

async function pause(session: Session, idOrCode: string, options: { reason: string }): Promise<Result> {
  const location = await requireLocation(session, idOrCode);
  if (location.pausedAt !== null) {
    throw new Refusal(
      "already_paused",
      `${location.code} is paused already: ${location.pauseReason ?? "no reason given"}.`,
      `To take orders again: npm run parley -- location resume ${location.code}`,
    );
  }
  const set = { pausedAt: session.now(), pauseReason: checkName(options.reason) };
  return await change(session, location, set, "is paused; PAR's orders for it are refused.");
}

async function resume(session: Session, idOrCode: string): Promise<Result> {
  const location = await requireLocation(session, idOrCode);
  if (location.pausedAt === null) throw new Refusal("not_paused", `${location.code} is not paused.`);
  return await change(session, location, { pausedAt: null, pauseReason: null }, "takes orders again.");
}

async function change(
  { db, now }: Session,
  location: Location,
  set: { pausedAt: Date | null; pauseReason: string | null },
  words: string,
): Promise<Result> {
  const { id: locationId, version: expectedVersion, code } = location;
  const changed = await setLocation(db, { locationId, expectedVersion, set, by: CLI, now: now() });
  if (changed === null) throw conflict(`the store ${code}`);
  return {
    json: {
      location: { id: locationId, code, paused_at: changed.pausedAt, pause_reason: changed.pauseReason },
    },
    text: `${code} ${words}`,
  };
}

function locationJson(row: Location, brand: string) {
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    brand,
    address: row.address,
    phone: row.phone,
    timezone: row.timezone,
    currency: row.currency,
    pos_kind: row.posKind,
    pos_settings: row.posSettings,
    paused_at: row.pausedAt,
    pause_reason: row.pauseReason,
    is_test: row.isTest,
    test_reason: row.testReason,
    menu_pull_error: row.menuPullError,
  };
}
