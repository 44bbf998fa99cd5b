import { everyBrand } from "@parley/db";
import { CLI } from "@parley/db/orders";
import { isPausedAt, type Location, listBrands, listLocations } from "@parley/db/stores";
import { wordsIn } from "@parley/words";
import type { Command } from "commander";
import { pullFailureText } from "../../menus/pull-failure.ts";
import { describeLocationPos } from "../../stores/location-pos.ts";
import { createStore, zoneDoubtText } from "../../stores/store-facts.ts";
import { requireBrand } from "../kernel/existing.ts";
import { facts, type Result, table } from "../kernel/output.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";
import { addChangeCommand } from "./change.ts";
import { addConformanceCommand } from "./conformance.ts";
import { addSetPosCommand } from "./location-pos.ts";
import { addPauseCommands, pauseJson } from "./pause.ts";
import { addPauseSeveralCommands } from "./pause-several.ts";
import { addPosKeyCommands } from "./pos-keys.ts";
import { addShowCommand } from "./show.ts";
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
  addChangeCommand(location, run);
  addPauseCommands(location, run);
  addPauseSeveralCommands(location, run);
  addPosKeyCommands(location, run);
  addSetPosCommand(location, run);
  addConformanceCommand(location, run);
  addShowCommand(location, run);
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

async function create(
  session: Session,
  { brand: brandCode, code, currency, ...given }: CreateOptions,
): Promise<Result> {
  const brand = await requireBrand(session, brandCode);
  const words = wordsIn("en");
  const asked = { brandId: brand.id, code, currency, given, by: CLI, words };
  const outcome = await createStore({ db: session.db, now: session.now() }, asked);
  if (outcome.kind === "invalid") throw new Refusal(`invalid_${outcome.field}`, outcome.message);
  if (outcome.kind === "code_taken") {
    throw new Refusal(
      "code_taken",
      `A store "${code}" exists already.`,
      "See: npm run parley -- location list",
    );
  }
  const { location, doubt } = outcome;
  return {
    json: { location: locationJson(location, { brand: brand.code, now: session.now() }) },
    text: `${facts({ location: location.code, name: location.name, brand: brand.code, id: location.id })}

Next, its POS: npm run parley -- location set-pos ${location.code} --help`,
    warnings: doubt === null ? [] : [zoneDoubtText(doubt, words)],
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
      paused: (row) => (isPausedAt(row, session.now()) ? (row.pauseReason ?? "yes") : null),
      test: (row) => (row.isTest ? (row.testReason ?? "yes") : null),
      "menu problem": (row) => (row.menuPullError === null ? null : pullFailureText(row.menuPullError)),
    },
    "There is no store yet. Add one: npm run parley -- location create --help",
  );
  return {
    json: {
      locations: locations.map((row) => locationJson(row, { brand: brandOf(row), now: session.now() })),
    },
    text,
  };
}

function locationJson(row: Location, { brand, now }: { brand: string; now: Date }) {
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
    ...pauseJson(row, now),
    is_test: row.isTest,
    test_reason: row.testReason,
    menu_pull_error: row.menuPullError,
  };
}
