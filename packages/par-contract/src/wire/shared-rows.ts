import { row } from "./row.ts";

/** Rows of the wire table (see `tables.ts`) that orders and menus share. */

/** For the rows whose field must be there. */
export const required = { required: true } as const;

export const requestUid = row("requestUid", "request_uid", "id", "D", "async, signing", required);
export const requestDatetime = row(
  "requestDatetime",
  "request_datetime",
  "instant",
  "D",
  "signing",
  required,
);
export const organizationId = row("organizationId", "organization_id", "id", "I", "start, idmap");
export const locationId = row("locationId", "location_id", "id", "D", "async", required);
