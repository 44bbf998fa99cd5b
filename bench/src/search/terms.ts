import type postgres from "postgres";
import { callOf, orderId } from "../seed-rows.ts";

/** A seeded order, as far as terms are made of it. */
export interface Picked {
  n: number;
  uid: string;
  name: string;
  phone: string;
  email: string;
  total: number;
  reference: string;
  digest: string;
}

/** What is typed to find an order, by its kind. */
export const TERMS: Readonly<Record<string, (order: Picked) => string>> = {
  "request uid": ({ uid }) => uid.toUpperCase(),
  "online order id": ({ n }) => `s${n}`,
  "beginning of an id": ({ n }) => `S${String(n).slice(0, 3)}`,
  "POS order id": ({ n }) => `t${n % 20}-${String(n).padStart(7, "0")}`,
  "till's number": ({ n }) => `#${n % 1_000_000}`,
  "ticket's mark": ({ reference }) => `${reference.slice(0, 4)}-${reference.slice(4, 8)}`,
  phone: ({ phone }) => phone.replaceAll("-", "\u2011"),
  "last four": ({ phone }) => phone.slice(-4),
  "e-mail": ({ email }) => email,
  amount: ({ total: cents }) => `$${(cents / 100).toFixed(2)}`,
  digest: ({ digest }) => digest.toUpperCase(),
  "whole name": ({ name }) => name,
  "last name": ({ name }) => name.split(" ")[1] ?? name,
  "common first name": ({ name }) => name.split(" ")[0] ?? name,
  "a misspelled name": ({ name }) => `${name.slice(0, -3)}${name.slice(-2)}`,
  "nobody's name": ({ n }) => `Xqzvor${n}wk`.replace(/\d/g, "b"),
};

/** Orders from all over the table, the same at every run; each has its recorded submit. */
export async function pickOrders(
  sql: postgres.Sql,
  { total, count }: { total: number; count: number },
): Promise<Picked[]> {
  return await sql<Picked[]>`
    select substr(online_order_id, 2)::int as n, request_uid as uid, guest_name as name, guest_phone as phone,
      guest_email as email, grand_total_cents as total, pos_reference::text as reference,
      (select md5(e) || md5('digest' || e) from (values (${callOf(sql, sql`orders.id`, "0")})) t (e)) as digest
    from orders where id in (
      select ${orderId(sql, sql`20 * (1 + (hashint8extended(g, 9) & 1073741823) % ${Math.floor(total / 20) - 1})::int`)}
      from generate_series(1, ${count * 2}::int) g) limit ${count}`;
}
