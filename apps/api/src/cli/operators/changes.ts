import { everyBrand } from "@parley/db";
import { type AuditEntry, listAudit } from "@parley/db/audit";
import { listConnections } from "@parley/db/connections";
import { listServedBrands } from "@parley/db/mappings";
import { listOperators } from "@parley/db/operators";
import { listBrands } from "@parley/db/stores";
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
    .description("who changed a SharedId, an operator or an API key, and when; the newest first")
    .option("--of <name>", "only of this operator (e-mail address) or connection (slug)")
    .option("--brand <code>", "only of what has to do with this brand")
    .option("--limit <n>", "how many at most", readLimit, LIMIT)
    .action(run(changes));
}

/** What was changed: an operator or a connection, with the codes of its brands; null = every brand. */
interface Subject {
  name: string;
  brands: readonly string[] | null;
}

async function changes(
  session: Session,
  { of, brand, limit }: { of?: string; brand?: string; limit: number },
): Promise<Result> {
  const subjects = await subjectsOf(session);
  const code = brand === undefined ? null : (await requireBrand(session, brand)).code;
  const wanted = [...subjects].filter(
    ([id, { name, brands }]) =>
      (of === undefined || id === of || name.toLowerCase() === of.toLowerCase()) &&
      (code === null || brands === null || brands.includes(code)),
  );
  if (of !== undefined && wanted.length === 0) throw notFound("operator or connection", of, "operator list");
  const isAll = of === undefined && code === null;
  const subjectIds = isAll ? undefined : wanted.map(([id]) => id);
  const entries = await listAudit(session.db, { subjectIds, page: { limit } });
  const nameOf = (id: string) => subjects.get(id)?.name ?? id;
  const brandsOf = ({ subjectId }: AuditEntry) => subjects.get(subjectId)?.brands ?? null;
  const text = table(
    entries,
    {
      at: (entry) => entry.at,
      by: (entry) => nameOf(entry.actor),
      action: (entry) => entry.action,
      of: (entry) => nameOf(entry.subjectId),
      brands: (entry) => brandsOf(entry)?.join(", ") ?? "all brands",
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

/** Everybody and everything that can have been changed, by id. */
async function subjectsOf({ db }: Session): Promise<ReadonlyMap<string, Subject>> {
  const [operators, connections, brands] = await Promise.all([
    listOperators(db),
    listConnections(db, { scope: everyBrand }),
    listBrands(db, { scope: everyBrand }),
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
  return subjects;
}
