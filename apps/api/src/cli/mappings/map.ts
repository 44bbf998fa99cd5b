import { everyBrand } from "@parley/db";
import {
  listLocationMappings,
  listOrganizationMappings,
  mapLocation,
  mapOrganization,
} from "@parley/db/mappings";
import { idProblem } from "@parley/par-contract";
import type { Command } from "commander";
import { requireBrand, requireConnection, requireLocation } from "../kernel/existing.ts";
import type { Result } from "../kernel/output.ts";
import { conflict, Refusal } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";
import { AUTHOR, addImportCommand } from "./import.ts";

/** `parley map …` */
export function addMapCommands(program: Command, run: Run): void {
  const map = program.command("map").description("which PAR id is which brand or store of ours");
  const connection = ["--connection <slug>", "the connection that PAR sends the id on"] as const;
  const replace = ["--replace", "change a mapping that is in force"] as const;
  map
    .command("organization <par-organization-id> <brand>")
    .description("map an organization of PAR to a brand; PAR's next call uses it")
    .requiredOption(...connection)
    .option(...replace)
    .action(run(organization));
  map
    .command("location <par-location-id> <location>")
    .description("map a location of PAR to a store; PAR's next call uses it")
    .requiredOption(...connection)
    .option(...replace)
    .action(run(location));
  addImportCommand(map, run);
}

interface MapOptions {
  connection: string;
  replace?: true;
}

/** `parley connection add-organization …`: as `map organization`, said from the connection's side. */
export async function addOrganization(
  session: Session,
  connection: string,
  parId: string,
  { brand }: { brand: string },
): Promise<Result> {
  return await organization(session, parId, brand, { connection });
}

async function organization(
  session: Session,
  parId: string,
  code: string,
  options: MapOptions,
): Promise<Result> {
  checkParId(parId);
  const { db } = session;
  const { id: connectionId, slug } = await requireConnection(session, options.connection);
  const brand = await requireBrand(session, code);
  const [current] = await listOrganizationMappings(db, {
    scope: everyBrand,
    filter: { connectionId, parId },
  });
  const change = await setMapping(
    {
      kind: "organization",
      parId,
      slug,
      target: { id: brand.id, code: brand.code },
      current:
        current === undefined
          ? null
          : { version: current.version, targetId: current.brandId, code: current.brandCode },
      mayReplace: options.replace ?? false,
    },
    (expectedVersion) =>
      mapOrganization(db, {
        connectionId,
        parOrganizationId: parId,
        brandId: brand.id,
        expectedVersion,
        changedBy: AUTHOR,
        now: session.now(),
      }),
  );
  const mapping = { connection: slug, par_organization_id: parId, brand: brand.code };
  return {
    json: { mapping, result: change },
    text: `${change}: ${slug} ${parId} = ${brand.code} ${brand.name}`,
  };
}

async function location(session: Session, parId: string, code: string, options: MapOptions): Promise<Result> {
  checkParId(parId);
  const { db } = session;
  const { id: connectionId, slug } = await requireConnection(session, options.connection);
  const store = await requireLocation(session, code);
  const [current] = await listLocationMappings(db, { scope: everyBrand, filter: { connectionId, parId } });
  const change = await setMapping(
    {
      kind: "location",
      parId,
      slug,
      target: { id: store.id, code: store.code },
      current:
        current === undefined
          ? null
          : { version: current.version, targetId: current.locationId, code: current.locationCode },
      mayReplace: options.replace ?? false,
    },
    (expectedVersion) =>
      mapLocation(db, {
        connectionId,
        parLocationId: parId,
        locationId: store.id,
        expectedVersion,
        changedBy: AUTHOR,
        now: session.now(),
      }),
  );
  const served = await listOrganizationMappings(db, {
    scope: everyBrand,
    filter: { connectionId, brandId: store.brandId },
  });
  const mapping = { connection: slug, par_location_id: parId, location: store.code };
  return {
    json: { mapping, result: change },
    text: `${change}: ${slug} ${parId} = ${store.code} ${store.name}`,
    warnings:
      served.length > 0
        ? []
        : [
            `${slug} serves no organization of this store's brand yet, so PAR's orders are refused. Add it: npm run parley -- connection add-organization --help`,
          ],
  };
}

function checkParId(parId: string): void {
  const problem = idProblem(parId);
  if (problem !== null) throw new Refusal("invalid_par_id", `The PAR id ${problem}.`);
}

type Change = "created" | "changed" | "unchanged";

/** Writes one mapping; one that is in force for another target only where that was asked for. */
async function setMapping(
  plan: {
    kind: "organization" | "location";
    parId: string;
    slug: string;
    target: { id: string; code: string };
    current: { version: number; targetId: string; code: string } | null;
    mayReplace: boolean;
  },
  write: (expectedVersion: number | null) => Promise<{ kind: string }>,
): Promise<Change> {
  const { kind, parId, slug, target, current, mayReplace } = plan;
  if (current?.targetId === target.id) return "unchanged";
  if (current !== null && !mayReplace) {
    throw new Refusal(
      "already_mapped",
      `${parId} of ${slug} is mapped already, to ${current.code}.`,
      `Orders would go elsewhere from now on. If that is right: npm run parley -- map ${kind} ${parId} ${target.code} --connection ${slug} --replace`,
    );
  }
  const outcome = await write(current?.version ?? null);
  if (outcome.kind !== "mapped") throw conflict(`the mapping of ${parId}`);
  return current === null ? "created" : "changed";
}
