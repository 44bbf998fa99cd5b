/** Names of the connection, PAR id and target in files and in JSON. A file's columns may have any order. */
export const HEADERS = {
  organization: ["connection", "par_organization_id", "brand"],
  location: ["connection", "par_location_id", "location"],
} as const;

/** A column that a file may have: what is to become of the row's id. */
export const ACT_COLUMN = "act";

/** What stands in it where the id is to mean nothing any more. */
export const ENDS = "end";
