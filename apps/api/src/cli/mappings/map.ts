import { everyBrand } from "@parley/db";
import {
  type BrandName,
  listMappings,
  type MappingKind,
  type MappingWriteArgs,
  setMapping,
} from "@parley/db/mappings";
import { idProblem } from "@parley/par-contract";
import type { Command } from "commander";
import { HEADERS } from "../../stores/mappings/headers.ts";
import { TARGETS } from "../../stores/mappings/targets.ts";
import { requireConnection } from "../kernel/existing.ts";
import type { Result } from "../kernel/output.ts";
import { conflict, notFound, Refusal } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";
import { addEndCommands } from "./end.ts";
import { addExportCommand } from "./export.ts";
import { addImpactCommand } from "./impact.ts";
import { ACROSS_BRANDS, AUTHOR, addImportCommand, REASON, readReason } from "./import.ts";
import { addListCommand } from "./list.ts";
import { addUndoCommands } from "./undo.ts";

/** `parley map …` */
export function addMapCommands(program: Command, run: Run): void {
  const map = program.command("map").description("which PAR id is which brand or store of ours");
  const commands = [
    {
      kind: "organization",
      usage: "organization <par-organization-id> <brand>",
      means: "an organization of PAR to a brand",
    },
    {
      kind: "location",
      usage: "location <par-location-id> <location>",
      means: "a location of PAR to a store",
    },
  ] as const;
  for (const { kind, usage, means } of commands) {
    map
      .command(usage)
      .description(`map ${means}; PAR's next call uses it`)
      .requiredOption("--connection <slug>", "the connection that PAR sends the id on")
      .option("--replace", "change a mapping that is in force")
      .option("--across-brands", ACROSS_BRANDS)
      .option(...REASON)
      .action(
        run((session: Session, parId: string, code: string, options: MapOptions) =>
          mapId(session, { kind, parId, code, ...options }),
        ),
      );
  }
  addListCommand(map, run);
  addImportCommand(map, run);
  addUndoCommands(map, run);
  addExportCommand(map, run);
  addEndCommands(map, run);
  addImpactCommand(map, run);
}

interface MapOptions {
  connection: string;
  replace?: true;
  acrossBrands?: true;
  reason?: string;
}

/** `parley connection add-organization …`: does the same as `map organization`. */
export async function addOrganization(
  session: Session,
  connection: string,
  parId: string,
  { brand, acrossBrands }: { brand: string; acrossBrands?: true },
): Promise<Result> {
  return await mapId(session, {
    kind: "organization",
    parId,
    code: brand,
    connection,
    ...(acrossBrands && { acrossBrands }),
  });
}

async function mapId(
  session: Session,
  asked: MapOptions & { kind: MappingKind; parId: string; code: string },
): Promise<Result> {
  const { kind, parId, code } = asked;
  const problem = idProblem(parId);
  if (problem !== null) throw new Refusal("invalid_par_id", `The PAR id ${problem}.`);
  const { id: connectionId, slug } = await requireConnection(session, asked.connection);
  const [, parColumn, column] = HEADERS[kind];
  const target = await TARGETS[kind].find(session.db, { scope: everyBrand, idOrCode: code });
  if (target === null) throw notFound(column, code, `${column} list`);
  const by = { scope: everyBrand, changedBy: AUTHOR, now: session.now(), ...readReason(asked) };
  const result = await write(session, {
    mapping: { kind, connectionId, parId, targetId: target.id, acrossBrands: asked.acrossBrands, ...by },
    mayReplace: asked.replace ?? false,
    alreadyMapped: (current) =>
      new Refusal(
        "already_mapped",
        `${parId} of ${slug} is mapped already, to ${current}.`,
        `Orders would go elsewhere from now on. If that is right: npm run parley -- map ${kind} ${parId} ${target.code} --connection ${slug} --replace`,
      ),
  });
  return {
    json: { mapping: { connection: slug, [parColumn]: parId, [column]: target.code }, result },
    text: `${result}: ${slug} ${parId} = ${target.code} ${target.name}`,
    warnings: kind === "location" ? await brandWarnings(session, { connectionId, slug, ...target }) : [],
  };
}

/** Writes one mapping; replaces a mapping to another target only where the operator asked for it. */
async function write(
  { db }: Session,
  plan: {
    mapping: Omit<MappingWriteArgs, "expectedVersion">;
    mayReplace: boolean;
    alreadyMapped: (currentCode: string) => Refusal;
  },
): Promise<"created" | "changed" | "unchanged"> {
  const { mapping, mayReplace, alreadyMapped } = plan;
  const created = await setMapping(db, { ...mapping, expectedVersion: null });
  if (created.kind === "crosses_brands") throw crossesBrands(mapping.parId, created.owners);
  if (created.kind !== "conflict") return "created";
  const { current } = created;
  if (current?.targetId === mapping.targetId) return "unchanged";
  if (current !== null && !mayReplace) throw alreadyMapped(current.targetCode);
  const changed = await setMapping(db, { ...mapping, expectedVersion: current?.version ?? null });
  if (changed.kind === "crosses_brands") throw crossesBrands(mapping.parId, changed.owners);
  if (changed.kind === "conflict") throw conflict(`the mapping of ${mapping.parId}`);
  return "changed";
}

function crossesBrands(parId: string, owners: readonly BrandName[]): Refusal {
  return new Refusal(
    "crosses_brands",
    `${parId} belongs to ${owners.map(({ name }) => name).join(" or ")}, and this is another brand's.`,
    "If that is meant, add --across-brands.",
  );
}

async function brandWarnings(
  { db }: Session,
  { connectionId, slug, brandId }: { connectionId: string; slug: string; brandId: string },
): Promise<string[]> {
  const filter = { connectionId, brandId };
  const served = await listMappings(db, { scope: everyBrand, kind: "organization", filter });
  if (served.length > 0) return [];
  return [
    `${slug} serves no organization of this store's brand yet, so PAR's orders are refused. Add it: npm run parley -- connection add-organization --help`,
  ];
}
