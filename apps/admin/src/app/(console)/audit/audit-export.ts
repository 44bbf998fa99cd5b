import { csvLine } from "@parley/limits";
import type { ResultOf } from "@/graphql/document.ts";
import type { auditQuery } from "./audit.graphql.ts";

export type AuditRow = ResultOf<typeof auditQuery>["auditEntries"]["edges"][number]["node"];

const columns = [
  ["at", (row) => row.at],
  ["by", (row) => row.by],
  ["address", (row) => row.address],
  ["action", (row) => row.action],
  ["reason", (row) => row.reason],
  ["subject_id", (row) => row.subjectId],
  ["subject", (row) => row.subject],
  ["changes", (row) => row.fields.map(fieldText).join("; ")],
  ["id", (row) => row.id],
] as const satisfies readonly (readonly [string, (row: AuditRow) => string | null])[];

/** The first line of the file, naming its columns. */
export const auditHead = csvLine(columns.map(([name]) => name));

/** One entry as a line of the file. */
export function auditLine(row: AuditRow): string {
  return csvLine(columns.map(([, read]) => read(row)));
}

function fieldText({ name, isChange, from, to }: AuditRow["fields"][number]): string {
  return isChange ? `${name}: ${from ?? ""} -> ${to ?? ""}` : `${name}: ${to ?? ""}`;
}
