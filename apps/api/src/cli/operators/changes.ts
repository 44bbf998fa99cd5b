import { everyBrand, ofBrands } from "@parley/db";
import { type AuditEntry, listAudit } from "@parley/db/audit";
import { listConnections } from "@parley/db/connections";
import { listServedBrands } from "@parley/db/mappings";
import { listOperators } from "@parley/db/operators";
import { listBrands, listLocations } from "@parley/db/stores";
import type { Command } from "commander";
import { requireBrand } from "../kernel/existing.ts";
import { readLimit } from "../kernel/given.ts";
import { type Result, table } from "../kernel/output.ts";
import { notFound } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";

const LIMIT = 50;

/** `parley changes` */
export function addChangesCommand(program: Command, run: Run): void {
  program
    .command("changes")
    .description("who changed or revealed what, and when; the newest first")
    .option(
      "--of <name>",
      "only of this: an operator's e-mail address, a connection's slug, a store's or brand's code, or any id",
    )
    .option("--brand <code>", "only of what has to do with this brand")
    .option("--limit <n>", "how many at most", readLimit, LIMIT)
    .action(run(changes));
}

/** What has a name besides its id, with the codes of its brands; null = every brand. */
interface Subject {
  name: string;
  brands: readonly string[] | null;
}

async function changes(
  session: Session,
  { of, brand, limit }: { of?: string; brand?: string; limit: number },
): Promise<Result> {
  const subjects = await subjectsOf(session);
  const found = brand === undefined ? undefined : await requireBrand(session, brand);
  const code = found?.code ?? null;
  const subjectIds = of === undefined ? undefined : namedIds(subjects, of);
  // A brand's own entries, and those of operators and connections that have to do with it.
  const ofBrand = [...subjects].filter(([, { brands }]) => brands === null || brands.includes(code ?? ""));
  const reader = found && { scope: ofBrands(found.id), subjectIds: ofBrand.map(([id]) => id) };
  const entries = await listAudit(session.db, { subjectIds, reader, page: { limit } });
  const isKnown = entries.length > 0 || subjectIds?.some((id) => subjects.has(id)) !== false;
  if (of !== undefined && !isKnown) throw notFound("subject of a change", of, "changes");
  const nameOf = (id: string) => subjects.get(id)?.name ?? id;
  const brandsOf = ({ subjectId, brandId }: AuditEntry) =>
    subjects.get(subjectId)?.brands ?? (brandId === null ? null : [nameOf(brandId)]);
  const isOfAll = ({ subjectId }: AuditEntry) => subjects.get(subjectId)?.brands === null;
  const text = table(
    entries,
    {
      at: (entry) => entry.at,
      by: (entry) => nameOf(entry.actor),
      action: (entry) => entry.action,
      of: (entry) => nameOf(entry.subjectId),
      brands: (entry) => brandsOf(entry)?.join(", ") ?? (isOfAll(entry) ? "all brands" : "–"),
      what: (entry) => JSON.stringify(entry.detail),
    },
    "No change is recorded.",
  );
  const json = entries.map((entry) => ({
    id: entry.id,
    at: entry.at,
    by: nameOf(entry.actor),
    action: entry.action,
    of: nameOf(entry.subjectId),
    subject_id: entry.subjectId,
    brands: brandsOf(entry),
    detail: entry.detail,
  }));
  return { json: { changes: json }, text };
}

/** The ids that a text means: of all that has that name, else the text itself. */
function namedIds(subjects: ReadonlyMap<string, Subject>, text: string): string[] {
  const named = [...subjects].filter(([, { name }]) => name.toLowerCase() === text.toLowerCase());
  return named.length === 0 ? [text] : named.map(([id]) => id);
}

/** Everybody and everything that has a name, by id. */
async function subjectsOf({ db }: Session): Promise<ReadonlyMap<string, Subject>> {
  const [operators, connections, brands, locations] = await Promise.all([
    listOperators(db),
    listConnections(db, { scope: everyBrand }),
    listBrands(db, { scope: everyBrand }),
    listLocations(db, { scope: everyBrand }),
  ]);
  const codeOf = (id: string) => brands.find((brand) => brand.id === id)?.code ?? id;
  const subjects = new Map<string, Subject>();
  for (const { operator, grants } of operators) {
    const codes = grants.flatMap(({ brandId }) => (brandId === null ? [] : [codeOf(brandId)]));
    const hasAll = grants.some(({ brandId }) => brandId === null);
    subjects.set(operator.id, { name: operator.email, brands: hasAll ? null : codes });
  }
  for (const { id, slug } of connections) {
    const served = await listServedBrands(db, id);
    subjects.set(id, { name: slug, brands: served.map(({ code }) => code) });
  }
  for (const { id, code } of brands) subjects.set(id, { name: code, brands: [code] });
  for (const { id, code, brandId } of locations) subjects.set(id, { name: code, brands: [codeOf(brandId)] });
  return subjects;
}
