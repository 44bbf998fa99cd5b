/** The columns of a file, as an import reads them. */
export const COLUMNS = {
  LOCATION: ["connection", "par_location_id", "location"],
  ORGANIZATION: ["connection", "par_organization_id", "brand"],
} as const;

export type PastedKind = keyof typeof COLUMNS;

/**
 * Rows of a spreadsheet as a file that an import takes: cells are apart by tabs. Rows that bring their own header stay
 * as they are; those of two columns get the connection that was chosen.
 */
export function pastedFile(
  pasted: string,
  { kind, connection }: { kind: PastedKind; connection: string },
): string {
  const lines = pasted.split(/\r\n|\r|\n/).map((line) => line.trimEnd());
  const first = lines.find((line) => line !== "") ?? "";
  if (/par[ _-]+(?:location|organization)[ _-]+id/i.test(first)) return `${lines.join("\n")}\n`;
  const hasConnection = first.split("\t").length > 2;
  const rows = lines.map((line) => (hasConnection || line === "" ? line : `${connection}\t${line}`));
  return `${[COLUMNS[kind].join("\t"), ...rows].join("\n")}\n`;
}
