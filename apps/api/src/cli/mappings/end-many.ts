import { everyBrand } from "@parley/db";
import { listMappings, type MappingKind } from "@parley/db/mappings";
import { MAPPINGS_AT_ONCE } from "@parley/limits";
import { wordsIn } from "@parley/words";
import { endingFile, endingOf } from "../../stores/mappings/export.ts";
import { UnreadableFileError } from "../../stores/mappings/read-file.ts";
import { requireConnection } from "../kernel/existing.ts";
import { readBytes } from "../kernel/file.ts";
import type { Result } from "../kernel/output.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Session } from "../kernel/session.ts";
import { importBytes } from "./import.ts";

interface Options {
  connection?: string;
  organization?: true;
  file?: string;
  dryRun?: true;
  reason?: string;
}

/** `parley map end` of several ids, or of those of a file: one import, which `map undo` takes back as one. */
export async function endMany(
  session: Session,
  parIds: readonly string[],
  options: Options,
): Promise<Result> {
  const bytes =
    options.file === undefined
      ? await fileOfIds(session, parIds, options)
      : await fileOfFile(options.file, parIds);
  const fileName = options.file ?? "map end";
  return await importBytes(session, { bytes, encoding: null, fileName }, options);
}

async function fileOfIds(
  session: Session,
  parIds: readonly string[],
  { connection = "", organization }: Options,
): Promise<Uint8Array> {
  const { id: connectionId, slug } = await requireConnection(session, connection);
  if (parIds.length > MAPPINGS_AT_ONCE)
    throw new Refusal("too_many", `At most ${MAPPINGS_AT_ONCE} ids at once. Name them in a file: --file.`);
  const kind: MappingKind = organization ? "organization" : "location";
  const filter = { connectionId, parIds, limit: MAPPINGS_AT_ONCE };
  const rows = await listMappings(session.db, { scope: everyBrand, kind, filter });
  const missing = parIds.find((parId) => !rows.some((row) => row.parId === parId));
  if (missing !== undefined) throw new Refusal("not_mapped", `${missing} of ${slug} means nothing now.`);
  return endingFile(
    kind,
    rows.map(({ parId, targetCode }) => ({ connection: slug, parId, targetCode })),
  );
}

async function fileOfFile(path: string, parIds: readonly string[]): Promise<Uint8Array> {
  if (parIds.length > 0) throw new Refusal("ids_and_file", "Name the ids, or a file, not both.");
  try {
    return await endingOf(await readBytes(path), wordsIn("en")("imports"));
  } catch (error) {
    if (error instanceof UnreadableFileError) throw new Refusal("invalid_csv", error.message, error.nextStep);
    throw error;
  }
}
