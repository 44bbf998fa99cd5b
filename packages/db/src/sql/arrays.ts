import { type SQL, sql } from "drizzle-orm";

/** Texts as an array in one parameter: read by the server in a fraction of the time that JSON takes. */
export function textArray(texts: readonly string[]): SQL {
  const quoted = texts.map((text) => `"${text.replace(/["\\]/g, "\\$&")}"`);
  return sql`${sql.param(`{${quoted.join(",")}}`)}`;
}
