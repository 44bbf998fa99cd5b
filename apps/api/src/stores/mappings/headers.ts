/** Names of the connection, PAR id and target in files and in JSON. A file's columns may have any order. */
export const HEADERS = {
  organization: ["connection", "par_organization_id", "brand"],
  location: ["connection", "par_location_id", "location"],
} as const;
