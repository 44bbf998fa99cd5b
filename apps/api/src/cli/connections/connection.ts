import { everyBrand } from "@parley/db";
import { listConnections, listSecrets } from "@parley/db/connections";
import { listMappings } from "@parley/db/mappings";
import { CLI } from "@parley/db/orders";
import { isPausedAt } from "@parley/db/stores";
import type { Command } from "commander";
import { createSharedIds } from "../../stores/provisioning/shared-ids.ts";
import { facts, type Result, table } from "../kernel/output.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import { checkMasterKey, type Session } from "../kernel/session.ts";
import { ACROSS_BRANDS } from "../mappings/import.ts";
import { addOrganization } from "../mappings/map.ts";
import { pauseJson } from "../stores/pause.ts";
import { addConnectionPauseCommands } from "./pause.ts";
import { seen } from "./seen.ts";
import {
  addSharedIdCommands,
  givenSharedId,
  type SharedIdOptions,
  sharedIdTaken,
  withSharedId,
} from "./shared-id.ts";
import { warningsAbout } from "./shared-id-warnings.ts";
import { setSwitch, switchesText } from "./switch.ts";

/** `parley connection …` */
export function addConnectionCommands(program: Command, run: Run): void {
  const connection = program.command("connection").description("our relationships with PAR");
  withSharedId(connection.command("create"))
    .description("add a connection with its SharedId; it works at once")
    .requiredOption("--slug <slug>", "its short name, for example yummytaco")
    .requiredOption("--name <name>", "its name for people")
    .action(run(create));
  connection.command("list").description("every connection").action(run(list));
  connection
    .command("seen <connection>")
    .description("what PAR's last calls showed of what its documents leave open, and what to set by that")
    .action(run(seen));
  connection
    .command("set-switch <connection> <name=value...>")
    .description("choose how the contract is read for a connection; NAME=default takes a choice back")
    .action(run(setSwitch));
  connection
    .command("add-organization <connection> <par-organization-id>")
    .description("let a connection serve a brand under PAR's organization id")
    .requiredOption("--brand <code>", "our brand")
    .option("--across-brands", ACROSS_BRANDS)
    .action(run(addOrganization));
  addConnectionPauseCommands(connection, run);
  addSharedIdCommands(connection, run);
}

interface CreateOptions extends SharedIdOptions {
  slug: string;
  name: string;
}

async function create(session: Session, options: CreateOptions): Promise<Result> {
  const { slug, name } = options;
  const given = await givenSharedId(session, options);
  await checkMasterKey(session);
  const outcome = await createSharedIds(session).create({ slug, name, sharedId: given, by: CLI });
  switch (outcome.kind) {
    case "invalid":
      throw new Refusal(
        `invalid_${outcome.field === "sharedId" ? "shared_id" : outcome.field}`,
        outcome.message,
      );
    case "slug_taken":
      throw new Refusal(
        "slug_taken",
        `A connection "${slug}" exists already.`,
        "See: npm run parley -- connection list",
      );
    case "shared_id_taken":
      throw sharedIdTaken();
    case "created": {
      const { connection, strength, generated } = outcome;
      const shown = generated === null ? {} : { shared_id: generated };
      return {
        json: { connection: { id: connection.id, slug, name: connection.name, strength }, ...shown },
        text: facts({
          connection: slug,
          id: connection.id,
          strength,
          ...(generated === null ? {} : { SharedId: generated }),
        }),
        warnings: warningsAbout(given),
      };
    }
  }
}

async function list({ db, now }: Session): Promise<Result> {
  const connections = await listConnections(db, { scope: everyBrand });
  const [secrets, organizations] = await Promise.all([
    listSecrets(
      db,
      connections.map(({ id }) => id),
    ),
    listMappings(db, { scope: everyBrand, kind: "organization", filter: { limit: 1_000_000 } }),
  ]);
  const rows = connections.map((connection) => ({
    connection,
    secrets: secrets.filter((secret) => secret.connectionId === connection.id && secret.state !== "retired"),
    organizations: organizations.filter((mapping) => mapping.connectionId === connection.id),
  }));
  const text = table(
    rows,
    {
      slug: (row) => row.connection.slug,
      name: (row) => row.connection.name,
      state: (row) => (isPausedAt(row.connection, now()) ? "paused" : row.connection.state),
      sharedid: (row) => row.secrets.map((secret) => `${secret.state}, ${secret.strength}`).join("; "),
      "last used": (row) => row.secrets.find((secret) => secret.lastUsedAt !== null)?.lastUsedAt ?? null,
      organizations: (row) =>
        row.organizations.map((mapping) => `${mapping.parId} = ${mapping.targetCode}`).join(", "),
      switches: (row) => switchesText(row.connection),
    },
    "There is no connection yet. Add one: npm run parley -- connection create --help",
  );
  const json = rows.map((row) => ({
    id: row.connection.id,
    slug: row.connection.slug,
    name: row.connection.name,
    state: row.connection.state,
    ...pauseJson(row.connection, now()),
    switches: row.connection.switches,
    shared_ids: row.secrets.map(({ id, state, strength, lastUsedAt, endsAt }) => ({
      id,
      state,
      strength,
      last_used_at: lastUsedAt,
      ends_at: endsAt,
    })),
    organizations: row.organizations.map(({ parId, targetCode }) => ({
      par_organization_id: parId,
      brand: targetCode,
    })),
  }));
  return { json: { connections: json }, text };
}
