import { everyBrand } from "@parley/db";
import { type Connection, findConnection } from "@parley/db/connections";
import { findOperator, type OperatorWithGrants } from "@parley/db/operators";
import { type Brand, findBrand, findLocation, type Location } from "@parley/db/stores";
import { notFound } from "./refusal.ts";
import type { Session } from "./session.ts";

/** The brand of a code or an id. @throws Refusal where there is none. */
export async function requireBrand({ db }: Session, idOrCode: string): Promise<Brand> {
  const brand = await findBrand(db, { scope: everyBrand, idOrCode });
  if (brand === null) throw notFound("brand", idOrCode, "brand list");
  return brand;
}

/** The connection of a slug or an id. @throws Refusal where there is none. */
export async function requireConnection({ db }: Session, idOrSlug: string): Promise<Connection> {
  const connection = await findConnection(db, { scope: everyBrand, idOrSlug });
  if (connection === null) throw notFound("connection", idOrSlug, "connection list");
  return connection;
}

/** The store of a code or an id. @throws Refusal where there is none. */
export async function requireLocation({ db }: Session, idOrCode: string): Promise<Location> {
  const location = await findLocation(db, { scope: everyBrand, idOrCode });
  if (location === null) throw notFound("location", idOrCode, "location list");
  return location;
}

/** The operator of an e-mail address or an id. @throws Refusal where there is none. */
export async function requireOperator({ db }: Session, idOrEmail: string): Promise<OperatorWithGrants> {
  const found = await findOperator(db, idOrEmail);
  if (found === null) throw notFound("operator", idOrEmail, "operator list");
  return found;
}
