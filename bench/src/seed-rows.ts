import type postgres from "postgres";

/** What a run has done so far. */
export interface SeedProgress {
  done: number;
  total: number;
  /** Of this run. */
  perSecond: number;
}

const BATCH = 2_000;
const SHOWN_EACH_MS = 2_000;
const STORES = 20;
/** When the first order came, and after how long each next one. */
const FIRST_MS = Date.UTC(2025, 11, 1);
const EACH_MS = 5_000;
/** Hexadecimal digits of an order's number, which its id ends with. */
const NUMBER_DIGITS = 16;

const FIRST_NAMES =
  "James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Richard Susan José María Luis Carmen Wei Fang Min-ji Jürgen Anne-Marie Jean-Luc Zoë Łukasz Igor Fatima Ahmed Priya Ravi Yuki Haruto Siobhán Aoife Noah Emma Olivia Liam Ada";
const LAST_NAMES =
  "Smith Johnson Williams Brown Jones Garcia Miller Davis Rodríguez Martínez Hernández López Wilson Anderson Thomas Taylor Moore Jackson Martin Lee Thompson White O'Brien O'Neill MacDonald Müller Schmidt Nowak Kowalski Silva Santos Nguyen Tran Kim Park Wang Li Zhang Chen Patel Singh Khan Yilmaz Petrov Ivanov Rossi Dubois Smith-Jones";
const SYLLABLES =
  "berg son ton ville field stein wood man worth ford ham ley by dale more land wick stone shaw croft";

// One in fifty is refused, one in a hundred given up, one in a hundred thousand waits for a person; none of those that
// have a recorded submit.
const REFUSALS = "item_unavailable item_not_found price_mismatch pos_refused location_closed";
const FAILURES = "gave_up pos_unavailable voided";

// Any number serves that nothing else on the server uses.
const SEED_LOCK = 72_707_004;

/** How far a run is, in a line. */
export function progressLine({ done, total, perSecond }: SeedProgress): string {
  const seconds = Math.round((total - done) / perSecond);
  const [of, speed] = [total, Math.round(perSecond)].map((count) => count.toLocaleString("en"));
  return `${done.toLocaleString("en")} of ${of} orders, ${speed} a second, ${Math.floor(seconds / 60)} min ${seconds % 60} s left`;
}

/** Whether as many orders are there already. */
export async function isSeeded(sql: postgres.Sql, total: number): Promise<boolean> {
  return (await sql`select from orders where id = ${idOf(total)}`).length > 0;
}

/**
 * Fills the ledger with thin orders up to `total`, each the same at every run: what is there already is kept, so a
 * run that was stopped or killed goes on where it ended. `sql` is one connection, kept to the end. Only rows that lists and search read: no payloads, no events.
 * With each twentieth goes a recorded submit, and one that was refused before it became an order; their ids are of their
 * time, by which bodies are parted.
 */
export async function seedOrders(
  sql: postgres.Sql,
  args: { total: number; onProgress: (progress: SeedProgress) => void },
): Promise<void> {
  // A run that was killed may still be writing its last batch, which then is undone.
  await sql`select pg_advisory_lock(${SEED_LOCK})`;
  await seedPlaces(sql);
  const [newest] = await sql<{ n: string | null }[]>`
    select id as n from orders where brand_id = 'brd_seed' order by received_at desc, id desc limit 1`;
  const first = newest?.n ? Number.parseInt(newest.n.slice(-NUMBER_DIGITS), 16) + 1 : 1;
  const startedAt = performance.now();
  let shownAt = Number.NEGATIVE_INFINITY;
  for (let from = first; from <= args.total; from += BATCH) {
    const until = Math.min(from + BATCH - 1, args.total);
    await sql.begin((tx) => insertBatch(tx, from, until));
    const now = performance.now();
    if (until < args.total && now - shownAt < SHOWN_EACH_MS) continue;
    shownAt = now;
    const perSecond = ((until - first + 1) / (now - startedAt)) * 1000;
    args.onProgress({ done: until, total: args.total, perSecond });
  }
  await sql`select pg_advisory_unlock(${SEED_LOCK})`;
}

async function seedPlaces(sql: postgres.Sql): Promise<void> {
  await sql`
    insert into brands (id, code, name, created_at) values ('brd_seed', 'SEED', 'Seeded orders', now())
    on conflict do nothing`;
  await sql`
    insert into connections (id, slug, name, state, created_at, updated_at)
    values ('con_seed', 'seed', 'Seeded orders', 'disabled', now(), now()) on conflict do nothing`;
  await sql`
    insert into locations (id, brand_id, code, name, timezone, currency, created_at, updated_at)
    select 'loc_seed' || n, 'brd_seed', 'SEED-' || n, 'Seeded store ' || n, 'America/Los_Angeles', 'USD', now(), now()
    from generate_series(0, ${STORES - 1}) n on conflict do nothing`;
}

async function insertBatch(tx: postgres.TransactionSql, from: number, until: number): Promise<void> {
  await tx`
    insert into orders (id, connection_id, par_organization_id, par_location_id, request_uid, online_order_id,
      brand_id, location_id, state, pos_order_id, pos_account, pos_reference, attempt, ambiguous, fingerprint,
      fingerprint_version, currency, subtotal_cents, discount_cents, tax_cents, fee_cents, tip_cents,
      grand_total_cents, order_type, item_count, guest_name, guest_phone, guest_email, received_at, give_up_at,
      final_at, updated_at, cause, dispute, disputed_at)
    select ${orderId(tx, tx`n`)}, 'con_seed', 'SEED', 'SEED-LOC-' || store, uid::text, 'S' || n,
      'brd_seed', 'loc_seed' || store, state,
      case state when 'placed' then 'T' || store || '-' || lpad(n::text, 7, '0') end, 'seed:' || store,
      md5('reference' || n)::uuid, 1, state = 'attention', md5(n::text) || md5(n::text), 1, 'USD', cents, 0, cents / 12, 0, 0,
      cents + cents / 12, 'pickup', 2, name,
      '+1 (' || 200 + h3 % 700 || ') ' || 200 + h4 % 700 || '-' || lpad((h5 % 10000)::text, 4, '0'),
      'guest' || h6 % 1000000 || '@example.com', at, at + interval '10 minutes',
      case when state <> 'attention' then at end, at,
      case state when 'rejected' then refusals[1 + h1 % cardinality(refusals)]
        when 'errored' then failures[1 + h1 % cardinality(failures)] when 'attention' then 'in_doubt' end,
      case when is_disputed then 'pos_cancelled' end, case when is_disputed then at + interval '1 hour' end
    from (
      select n, md5('uid' || n)::uuid as uid, n % ${STORES} as store, 500 + h2 % 9500 as cents, h1,
        case when n % 20 = 0 then 'placed' when h7 % 50 = 7 then 'rejected' when h7 % 100 = 13 then 'errored'
          when h7 % 100000 = 19 then 'attention' else 'placed' end as state,
        h7 % 50000 = 31 as is_disputed,
        string_to_array(${REFUSALS}, ' ') as refusals, string_to_array(${FAILURES}, ' ') as failures,
        to_timestamp((${FIRST_MS}::float8 + n * ${EACH_MS}::float8) / 1000) as at, h3, h4, h5, h6,
        firsts[1 + (h1 % 97) * (h1 % 89) % cardinality(firsts)] || ' '
          || lasts[1 + (h2 % 83) * (h3 % 79) % cardinality(lasts)]
          || case when h4 % 3 = 0 then '' else ends[1 + h5 % cardinality(ends)] || case when h6 % 4 = 0 then ends[1 + h3 % cardinality(ends)] else '' end end as name
      from (
        select n, ${hash(tx, 1)} as h1, ${hash(tx, 2)} as h2, ${hash(tx, 3)} as h3, ${hash(tx, 4)} as h4,
          ${hash(tx, 5)} as h5, ${hash(tx, 6)} as h6, ${hash(tx, 7)} as h7
        from generate_series(${from}::int, ${until}::int) n
      ) hashed,
      (select string_to_array(${FIRST_NAMES}, ' ') as firsts, string_to_array(${LAST_NAMES}, ' ') as lasts,
        string_to_array(${SYLLABLES}, ' ') as ends) names
    ) made`;
  await tx`
    insert into order_keys (connection_id, par_organization_id, par_location_id, request_uid, order_id,
      request_datetime, is_alias, created_at)
    select connection_id, par_organization_id, par_location_id, request_uid, id, received_at::text, false, received_at
    from orders where id between ${idOf(from)} and ${idOf(until)}`;
  await tx`
    insert into exchanges (id, direction, operation, connection_id, brand_id, location_id, order_id, method, path,
      status, code, request_uid, online_order_id, par_location_id, at, duration_us, stages, signed, replayed)
    select ${callOf(tx, tx`id`, tx`k`)}, 'in', 'submit_order', connection_id, brand_id, location_id,
      case k when '0' then id end, 'POST', '/posnext/orders', case k when '0' then 200 else 422 end,
      case k when '1' then 'unmapped_location' end, case k when '0' then request_uid else md5('refused' || id)::uuid::text end,
      case k when '0' then online_order_id else 'R' || online_order_id end, par_location_id, received_at, 1000, '[]', true, false
    from orders, (values ('0'), ('1')) kinds (k)
    where id between ${idOf(from)} and ${idOf(until)} and substr(online_order_id, 2)::int % 20 = 0`;
  await tx`
    insert into exchange_bodies (exchange_id, request_headers)
    select id, jsonb_build_object('x-pch-digest', md5(id) || md5('digest' || id))
    from exchanges where order_id between ${idOf(from)} and ${idOf(until)}`;
}

/** A number that looks random, and is the same for the same n. */
export function hash(tx: postgres.ISql, salt: number) {
  return tx`(hashint8extended(n, ${salt}) & 1073741823)::int`;
}

type Fragment = postgres.PendingQuery<postgres.Row[]>;

/** The id of the n-th order: of its time, as the newest rows of a table have its last ids and plans count on it. */
export function idOf(n: number): string {
  const at = (FIRST_MS + n * EACH_MS).toString(16).padStart(12, "0");
  return `ord_${at}5eed${n.toString(16).padStart(NUMBER_DIGITS, "0")}`;
}

/** Within a statement: the id of a call of an order, of one kind or the other. */
export function callOf(tx: postgres.ISql, order: Fragment, kind: Fragment | string) {
  return tx`'exc_' || substr(${order}, 5, 12) || ${kind}::text || substr(${order}, 18)`;
}

/** The same within a statement, for a number that it has. */
export function orderId(tx: postgres.ISql, n: Fragment) {
  return tx`'ord_' || lpad(to_hex(${FIRST_MS}::bigint + (${n})::bigint * ${EACH_MS}::bigint), 12, '0') || '5eed'
    || lpad(to_hex(${n}), ${NUMBER_DIGITS}::int, '0')`;
}
