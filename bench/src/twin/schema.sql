-- The tables that the twins write, with their indexes, checks, triggers and the functions of search, as release 0.2's
-- migrations made them on 30 November 2026. Frozen: what Parley saves in its own tables must show beside this.
create extension if not exists pg_trgm;
CREATE OR REPLACE FUNCTION public.search_plain(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  SELECT CASE WHEN octet_length(value) = char_length(value) THEN value
    ELSE translate(normalize(value, NFKC), '٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९๐๑๒๓๔๕๖๗๘๙', '0123456789012345678901234567890123456789') END
$function$;
CREATE OR REPLACE FUNCTION public.search_id(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  SELECT lower(regexp_replace(public.search_plain(value),
    '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u02b0-\u02ff\u034f\u061c\u180e\u2000-\u206f\u2212\u3000-\u303f\ufe00-\ufe0f\ufeff]',
    '', 'g') COLLATE "C")
$function$;
CREATE OR REPLACE FUNCTION public.search_number(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  SELECT substring(public.search_plain(value) from '0*([0-9]{1,6})[^0-9]*$')
$function$;
CREATE OR REPLACE FUNCTION public.search_phone(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  SELECT reverse(regexp_replace(regexp_replace(public.search_plain(value),
    '([;,]?\s*(extension|extn|ext|x)[.:=\s]*|#\s*)[0-9]{1,7}\s*$', '', 'i'), '[^0-9]', '', 'g'))
$function$;
CREATE OR REPLACE FUNCTION public.search_words(value text)
 RETURNS text[]
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
DECLARE
  folded text := value;
  is_ascii boolean := octet_length(value) = char_length(value);
BEGIN
  IF NOT is_ascii THEN
    folded := normalize(regexp_replace(normalize(folded, NFKD),
      '[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0640\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]',
      '', 'g'), NFC);
    folded := replace(replace(folded, 'ß', 'ss'), 'ẞ', 'ss');
    folded := translate(folded,
      'ÆÐØÞĐĦŁŊŒŦͰͲͶͿΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩϏϘϚϜϞϠϢϤϦϨϪϬϮϷϺϽϾϿЂЄЅІЈЉЊЋЏАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯҊҌҎҐҒҔҖҘҚҜҞҠҢҤҦҨҪҬҮҰҲҴҶҸҺҼҾԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖłđðøıħŧŋĸæœþς',
      'adotdhlnotͱͳͷϳαβγδεζηθικλμνξοπρστυφχψωϗϙϛϝϟϡϣϥϧϩϫϭϯϸϻͻͼͽђєѕіјљњћџабвгдежзиклмнопрстуфхцчшщъыьэюяҋҍҏґғҕҗҙқҝҟҡңҥҧҩҫҭүұҳҵҷҹһҽҿաբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆlddoihtnkaotσ');
    folded := regexp_replace(folded, '[\u0080-\u00bf\u00d7\u00f7\u02b0-\u02ff\u2000-\u2bff\u2e00-\u2e7f\u3000-\u3004\u3007-\u3030\u30a0\u30fb\ufffd]', ' ', 'g');
  END IF;
  folded := regexp_replace(lower(folded COLLATE "C"), '[\u0001-\u002f\u003a-\u0060\u007b-\u007f]', ' ', 'g');
  folded := regexp_replace(folded, '([aou])e', '\1', 'g');
  IF NOT is_ascii AND octet_length(folded) <> char_length(folded) THEN
    SELECT string_agg(CASE WHEN ascii(c) < 128 THEN c ELSE ' 0' || to_hex(ascii(c)) || ' ' END, '' ORDER BY n)
    INTO folded FROM regexp_split_to_table(folded, '') WITH ORDINALITY AS t(c, n);
  END IF;
  RETURN regexp_split_to_array(nullif(btrim(folded), ''), ' +');
END $function$;
CREATE OR REPLACE FUNCTION public.search_name(value text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
DECLARE
  words text[] := public.search_words(value);
  letters text[];
  folded text := ' ' || coalesce(array_to_string(words, ' '), '') || ' ';
BEGIN
  letters := array(SELECT w FROM unnest(words) WITH ORDINALITY AS t(w, n) WHERE w !~ '^0[0-9a-f]{2,5}$' ORDER BY n LIMIT 8);
  FOR i IN 1 .. cardinality(letters) - 1 LOOP
    folded := folded || array_to_string(letters[i:], '') || ' ';
  END LOOP;
  RETURN folded;
END $function$;
CREATE OR REPLACE FUNCTION public.search_sounds(value text)
 RETURNS text[]
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
DECLARE
  word text;
  sound text;
  keys text[] := '{}';
BEGIN
  FOREACH word IN ARRAY coalesce(public.search_words(value), '{}') LOOP
    CONTINUE WHEN word ~ '[^a-z]';
    sound := regexp_replace(translate(replace(word, 'ph', 'f'), 'cqzxwdbaeiouyhj', 'kkssvtp'), '(.)\1+', '\1', 'g');
    IF length(sound) >= 3 THEN
      keys := keys || ('~' || sound);
    END IF;
    IF length(sound) >= 4 THEN
      FOR i IN 1 .. length(sound) LOOP
        keys := keys || ('~' || overlay(sound placing '' from i for 1));
      END LOOP;
    END IF;
    IF length(word) BETWEEN 3 AND 7 THEN
      keys := keys || ('=' || word);
      FOR i IN 1 .. length(word) LOOP
        keys := keys || ('=' || overlay(word placing '' from i for 1));
      END LOOP;
    END IF;
  END LOOP;
  RETURN keys;
END $function$;
CREATE OR REPLACE FUNCTION public.search_spans(at timestamp with time zone)
 RETURNS integer[]
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
DECLARE
  s bigint := floor(date_part('epoch', at - timestamptz '1970-01-01 00:00:00+00'));
BEGIN
  RETURN ARRAY[(s >> 12) * 8, (s >> 14) * 8 + 1, (s >> 16) * 8 + 2, (s >> 18) * 8 + 3, (s >> 20) * 8 + 4, (s >> 22) * 8 + 5];
END $function$;
CREATE OR REPLACE FUNCTION public.search_keys(value text)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  SELECT string_to_array(btrim(public.search_name(value)), ' ')
$function$;
CREATE OR REPLACE FUNCTION public.search_ends(online_order_id text, request_uid text)
 RETURNS text[]
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
AS $function$
DECLARE
  part text;
  parts text[] := regexp_split_to_array(lower(public.search_plain(online_order_id) COLLATE "C"), '[^0-9a-z]+');
  keys text[] := '{}';
BEGIN
  -- A last group that is short is read along with the one before.
  FOREACH part IN ARRAY coalesce(parts || public.search_id(online_order_id), '{}') LOOP
    IF length(part) >= 4 THEN
      keys := keys || ('#' || right(part, 4));
    END IF;
    IF length(part) >= 6 THEN
      keys := keys || ARRAY['5#' || left(right(part, 5), 1), '6#' || left(right(part, 6), 1)];
    ELSIF length(part) = 5 THEN
      keys := keys || ('5#' || left(part, 1));
    END IF;
  END LOOP;
  FOREACH part IN ARRAY coalesce(string_to_array(request_uid, '-'), '{}') LOOP
    IF length(part) >= 4 THEN
      keys := keys || lower(right(part, 4));
    END IF;
  END LOOP;
  RETURN keys;
END $function$;
CREATE OR REPLACE FUNCTION public.search_hundredths(cents integer, currency text)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  SELECT CASE WHEN currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF')
    THEN cents * 100::bigint ELSE cents::bigint END
$function$;
CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  RAISE EXCEPTION '% is append-only: % is refused', tg_table_name, tg_op USING ERRCODE = 'PA001';
END $function$;
CREATE OR REPLACE FUNCTION public.notify_orders()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM pg_notify('parley_orders', new.id);
  RETURN NULL;
END $function$;
create table connections (id text collate "C" primary key);
create table brands (id text collate "C" primary key);
create table locations (id text collate "C" primary key);
create table organization_mappings (connection_id text collate "C" not null, par_organization_id text collate "C" not null, brand_id text collate "C" not null, replaced_at timestamptz);
create table orders (
  id text collate "C" not null,
  connection_id text collate "C" not null,
  par_organization_id text collate "C",
  par_location_id text collate "C" not null,
  request_uid text collate "C" not null,
  online_order_id text collate "C",
  brand_id text collate "C" not null,
  location_id text collate "C" not null,
  state text not null,
  cause text,
  pos_order_id text collate "C",
  pos_account text collate "C",
  pos_reference uuid not null,
  attempt integer not null,
  ambiguous boolean not null,
  fingerprint text not null,
  fingerprint_version integer not null,
  currency text not null,
  subtotal_cents integer not null,
  discount_cents integer not null,
  tax_cents integer not null,
  fee_cents integer not null,
  tip_cents integer not null,
  grand_total_cents integer not null,
  order_type text not null,
  item_count integer not null,
  guest_name text,
  guest_phone text,
  guest_email text,
  received_at timestamp(3) with time zone not null,
  due_at timestamp(3) with time zone,
  give_up_at timestamp(3) with time zone not null,
  lease_owner text,
  lease_until timestamp(3) with time zone,
  final_at timestamp(3) with time zone,
  updated_at timestamp(3) with time zone not null,
  absences integer not null default 0,
  disputed_at timestamp(3) with time zone,
  dispute text,
  fingerprint_v2 text,
  fingerprint_v3 text,
  pos_link text collate "C"
);
create table order_keys (
  connection_id text collate "C" not null,
  par_organization_id text collate "C" not null,
  par_location_id text collate "C" not null,
  request_uid text collate "C" not null,
  order_id text collate "C" not null,
  request_datetime text not null,
  is_alias boolean not null,
  created_at timestamp(3) with time zone not null
);
create table order_payloads (
  order_id text collate "C" not null,
  pos_order jsonb,
  priced jsonb,
  answer text,
  answer_status integer,
  used_versions jsonb
);
create table attempts (
  id text collate "C" not null,
  order_id text collate "C" not null,
  number integer not null,
  reference uuid not null,
  started_at timestamp(3) with time zone not null,
  worker text not null,
  pos_link text collate "C"
);
create table attempt_results (
  id text collate "C" not null,
  order_id text collate "C" not null,
  number integer not null,
  outcome text not null,
  evidence jsonb,
  fenced boolean not null,
  at timestamp(3) with time zone not null
);
create table order_events (
  id bigserial not null,
  order_id text collate "C" not null,
  at timestamp(3) with time zone not null,
  kind text not null,
  from_state text,
  to_state text,
  actor text not null,
  detail jsonb,
  tx xid8 default pg_current_xact_id()
);
create table exchanges (
  id text collate "C" not null,
  direction text not null,
  operation text,
  connection_id text collate "C",
  brand_id text collate "C",
  location_id text collate "C",
  order_id text collate "C",
  attempt integer,
  method text not null,
  path text not null,
  status integer,
  code text,
  reason text,
  request_uid text collate "C",
  online_order_id text collate "C",
  par_organization_id text collate "C",
  par_location_id text collate "C",
  at timestamp(3) with time zone not null,
  duration_us integer not null,
  stages jsonb not null,
  seen jsonb,
  drift jsonb,
  signed boolean not null,
  replayed boolean not null,
  remote_address text,
  tx xid8 default pg_current_xact_id(),
  outcome text collate "C"
);
create table exchange_bodies (
  exchange_id text collate "C" not null,
  request_headers jsonb,
  request_body text,
  response_headers jsonb,
  response_body text,
  string_signed text,
  note jsonb
);
create table refused_submits (
  exchange_id text collate "C" not null,
  at timestamp(3) with time zone not null,
  total_hundredths integer,
  currency text,
  order_type text,
  item_count integer,
  guest_name text,
  guest_phone text,
  guest_email text
);
alter table orders add constraint orders_dispatching_has_lease CHECK (((state <> 'dispatching'::text) OR ((attempt > 0) AND (lease_owner IS NOT NULL) AND (lease_until IS NOT NULL))));
alter table orders add constraint orders_dispute CHECK ((dispute = ANY (ARRAY['pos_cancelled'::text, 'pos_refused'::text, 'pos_has_it'::text, 'pos_order_of_another'::text]))) NOT VALID;
alter table orders add constraint orders_dispute_has_time CHECK (((disputed_at IS NULL) = (dispute IS NULL)));
alter table orders add constraint orders_final_has_time CHECK (((state = ANY (ARRAY['placed'::text, 'rejected'::text, 'errored'::text])) = (final_at IS NOT NULL)));
alter table orders add constraint orders_pkey PRIMARY KEY (id);
alter table orders add constraint orders_placed_has_pos_order CHECK (((state <> 'placed'::text) OR (pos_order_id IS NOT NULL)));
alter table orders add constraint orders_state CHECK ((state = ANY (ARRAY['received'::text, 'dispatching'::text, 'unknown'::text, 'attention'::text, 'placed'::text, 'rejected'::text, 'errored'::text])));
alter table orders add constraint orders_brand_id_brands_id_fk FOREIGN KEY (brand_id) REFERENCES brands(id);
alter table orders add constraint orders_connection_id_connections_id_fk FOREIGN KEY (connection_id) REFERENCES connections(id);
alter table orders add constraint orders_location_id_locations_id_fk FOREIGN KEY (location_id) REFERENCES locations(id);
CREATE INDEX orders_brand_recent ON public.orders USING btree (brand_id, received_at, id);
CREATE INDEX orders_disputed ON public.orders USING btree (disputed_at, id) WHERE (disputed_at IS NOT NULL);
CREATE INDEX orders_due ON public.orders USING btree (location_id, due_at) WHERE (state = ANY (ARRAY['received'::text, 'unknown'::text]));
CREATE INDEX orders_email ON public.orders USING btree (lower(guest_email) COLLATE "C") WHERE (guest_email IS NOT NULL);
CREATE INDEX orders_failed ON public.orders USING btree (received_at, id) WHERE (state = ANY (ARRAY['rejected'::text, 'errored'::text]));
CREATE INDEX orders_failed_cause ON public.orders USING btree (state, ambiguous, split_part(cause, ':'::text, 1) COLLATE "C", received_at, id) WHERE (state = ANY (ARRAY['rejected'::text, 'errored'::text]));
CREATE INDEX orders_leased ON public.orders USING btree (lease_until) WHERE (state = 'dispatching'::text);
CREATE INDEX orders_location_recent ON public.orders USING btree (location_id, received_at, id);
CREATE INDEX orders_name ON public.orders USING gin (guest_name gin_trgm_ops) WHERE (guest_name IS NOT NULL);
CREATE INDEX orders_online_order ON public.orders USING btree (online_order_id, connection_id, received_at);
CREATE UNIQUE INDEX orders_online_order_live ON public.orders USING btree (connection_id, par_location_id, online_order_id) WHERE ((online_order_id IS NOT NULL) AND (state <> ALL (ARRAY['rejected'::text, 'errored'::text])));
CREATE INDEX orders_open ON public.orders USING btree (received_at, id) WHERE (state = ANY (ARRAY['received'::text, 'dispatching'::text, 'unknown'::text, 'attention'::text]));
CREATE INDEX orders_phone ON public.orders USING btree (reverse(regexp_replace(guest_phone, '[^0-9]'::text, ''::text, 'g'::text)) COLLATE "C") WHERE (guest_phone IS NOT NULL);
CREATE UNIQUE INDEX orders_pos_order ON public.orders USING btree (pos_account, pos_order_id) WHERE (pos_order_id IS NOT NULL);
CREATE INDEX orders_pos_order_search ON public.orders USING btree (pos_order_id, connection_id) WHERE (pos_order_id IS NOT NULL);
CREATE INDEX orders_recent ON public.orders USING btree (received_at, id);
CREATE INDEX orders_search_last_four ON public.orders USING btree ("left"(search_phone(guest_phone), 4) COLLATE "C", received_at) WHERE (guest_phone IS NOT NULL);
CREATE INDEX orders_search_online_order ON public.orders USING btree (search_id(online_order_id), received_at) WHERE (online_order_id IS NOT NULL);
CREATE INDEX orders_search_parts ON public.orders USING gin (search_spans(received_at), search_name(guest_name) gin_trgm_ops, search_keys(guest_name), search_sounds(guest_name), search_ends(online_order_id, request_uid)) WITH (gin_pending_list_limit='256');
CREATE INDEX orders_search_phone ON public.orders USING btree (search_phone(guest_phone) COLLATE "C") WHERE (guest_phone IS NOT NULL);
CREATE INDEX orders_search_pos_order ON public.orders USING btree (search_id(pos_order_id), received_at) WHERE (pos_order_id IS NOT NULL);
CREATE INDEX orders_search_reference ON public.orders USING btree (pos_reference);
CREATE INDEX orders_search_till_number ON public.orders USING btree (search_number(pos_order_id), received_at) WHERE (pos_order_id IS NOT NULL);
CREATE INDEX orders_search_total ON public.orders USING btree (search_hundredths(grand_total_cents, currency), received_at);
alter table order_keys add constraint order_keys_pkey PRIMARY KEY (connection_id, par_organization_id, par_location_id, request_uid);
alter table order_keys add constraint order_keys_order_id_orders_id_fk FOREIGN KEY (order_id) REFERENCES orders(id);
CREATE INDEX order_keys_order ON public.order_keys USING btree (order_id);
CREATE INDEX order_keys_search ON public.order_keys USING btree (search_id(request_uid));
CREATE INDEX order_keys_uid ON public.order_keys USING btree (request_uid, connection_id, created_at);
alter table order_payloads add constraint order_payloads_pkey PRIMARY KEY (order_id);
alter table order_payloads add constraint order_payloads_order_id_orders_id_fk FOREIGN KEY (order_id) REFERENCES orders(id);
alter table attempts add constraint attempts_number UNIQUE (order_id, number);
alter table attempts add constraint attempts_pkey PRIMARY KEY (id);
alter table attempts add constraint attempts_positive CHECK ((number > 0));
alter table attempts add constraint attempts_order_id_orders_id_fk FOREIGN KEY (order_id) REFERENCES orders(id);
alter table attempt_results add constraint attempt_results_outcome CHECK ((outcome = ANY (ARRAY['placed'::text, 'refused'::text, 'not_sent'::text, 'not_placed'::text, 'unknown'::text, 'contradiction'::text]))) NOT VALID;
alter table attempt_results add constraint attempt_results_pkey PRIMARY KEY (id);
alter table attempt_results add constraint attempt_results_order_id_orders_id_fk FOREIGN KEY (order_id) REFERENCES orders(id);
CREATE INDEX attempt_results_at ON public.attempt_results USING btree (at);
CREATE INDEX attempt_results_order ON public.attempt_results USING btree (order_id, number);
alter table order_events add constraint order_events_actor CHECK ((actor <> ''::text)) NOT VALID;
alter table order_events add constraint order_events_kind CHECK ((kind = ANY (ARRAY['placed'::text, 'refused'::text, 'not_sent'::text, 'not_placed'::text, 'unknown'::text, 'contradiction'::text, 'received'::text, 'attempt_started'::text, 'late_result'::text, 'lease_expired'::text, 'looked_up'::text, 'looked_up_absent'::text, 'voided'::text, 'needs_person'::text, 'gave_up'::text, 'confirmed_absent'::text, 'disputed'::text, 'dispute_settled'::text, 'brought_forward'::text, 'idempotency_conflict'::text, 'order_already_submitted'::text]))) NOT VALID;
alter table order_events add constraint order_events_pkey PRIMARY KEY (id);
alter table order_events add constraint order_events_order_id_orders_id_fk FOREIGN KEY (order_id) REFERENCES orders(id);
CREATE INDEX order_events_feed ON public.order_events USING btree (tx) WHERE (tx IS NOT NULL);
CREATE INDEX order_events_order ON public.order_events USING btree (order_id, id);
alter table exchanges add constraint exchanges_direction CHECK ((direction = ANY (ARRAY['in'::text, 'out'::text])));
alter table exchanges add constraint exchanges_outcome CHECK ((outcome = ANY (ARRAY['accepted'::text, 'refused'::text, 'pending'::text]))) NOT VALID;
alter table exchanges add constraint exchanges_pkey PRIMARY KEY (id);
CREATE INDEX exchanges_brand_recent ON public.exchanges USING btree (brand_id, at, id) WHERE (brand_id IS NOT NULL);
CREATE INDEX exchanges_connection_recent ON public.exchanges USING btree (connection_id, at, id) WHERE (connection_id IS NOT NULL);
CREATE INDEX exchanges_feed ON public.exchanges USING btree (tx) WHERE (tx IS NOT NULL);
CREATE INDEX exchanges_location_recent ON public.exchanges USING btree (location_id, at, id) WHERE (location_id IS NOT NULL);
CREATE INDEX exchanges_online_order ON public.exchanges USING btree (online_order_id, connection_id, at) WHERE (online_order_id IS NOT NULL);
CREATE INDEX exchanges_order ON public.exchanges USING btree (order_id, at) WHERE (order_id IS NOT NULL);
CREATE INDEX exchanges_recent ON public.exchanges USING btree (at, id);
CREATE INDEX exchanges_refused_by_code ON public.exchanges USING btree (COALESCE(code, ''::text) COLLATE "C", at, id) WHERE ((operation = 'submit_order'::text) AND (order_id IS NULL) AND (connection_id IS NOT NULL));
CREATE INDEX exchanges_refused_recent ON public.exchanges USING btree (at, id) WHERE ((operation = 'submit_order'::text) AND (order_id IS NULL) AND (connection_id IS NOT NULL));
CREATE INDEX exchanges_refused_unauthenticated ON public.exchanges USING btree (at, id) WHERE ((operation = 'submit_order'::text) AND (order_id IS NULL) AND (connection_id IS NULL));
CREATE INDEX exchanges_request_uid ON public.exchanges USING btree (request_uid) WHERE (request_uid IS NOT NULL);
CREATE INDEX exchanges_search_ends ON public.exchanges USING gin (search_ends(online_order_id, request_uid)) WHERE ((operation = 'submit_order'::text) AND (order_id IS NULL));
CREATE INDEX exchanges_search_location ON public.exchanges USING btree (search_id(par_location_id), at) WHERE ((operation = 'submit_order'::text) AND (order_id IS NULL));
CREATE INDEX exchanges_search_online_order ON public.exchanges USING btree (search_id(online_order_id), at) WHERE ((operation = 'submit_order'::text) AND (order_id IS NULL));
CREATE INDEX exchanges_search_request_uid ON public.exchanges USING btree (search_id(request_uid), at) WHERE ((operation = 'submit_order'::text) AND (order_id IS NULL));
CREATE INDEX exchanges_validates ON public.exchanges USING btree (at, id) WHERE ((operation = 'validate_order'::text) AND (connection_id IS NOT NULL));
alter table exchange_bodies add constraint exchange_bodies_pkey PRIMARY KEY (exchange_id);
CREATE INDEX exchange_bodies_search_digest ON public.exchange_bodies USING btree (lower((request_headers ->> 'x-pch-digest'::text)) COLLATE "C") WHERE ((request_headers ->> 'x-pch-digest'::text) IS NOT NULL);
alter table refused_submits add constraint refused_submits_pkey PRIMARY KEY (exchange_id);
CREATE INDEX refused_submits_email ON public.refused_submits USING btree (lower(guest_email) COLLATE "C", at) WHERE (guest_email IS NOT NULL);
CREATE INDEX refused_submits_name ON public.refused_submits USING gin (search_name(guest_name) gin_trgm_ops, search_keys(guest_name)) WHERE (guest_name IS NOT NULL);
CREATE INDEX refused_submits_phone ON public.refused_submits USING btree (search_phone(guest_phone) COLLATE "C", at) WHERE (guest_phone IS NOT NULL);
CREATE INDEX refused_submits_total ON public.refused_submits USING btree (total_hundredths, at) WHERE (total_hundredths IS NOT NULL);
CREATE TRIGGER attempt_results_append_only BEFORE DELETE OR UPDATE ON public.attempt_results FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER attempt_results_no_truncate BEFORE TRUNCATE ON public.attempt_results FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER attempts_append_only BEFORE DELETE OR UPDATE ON public.attempts FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER attempts_no_truncate BEFORE TRUNCATE ON public.attempts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER order_events_append_only BEFORE DELETE OR UPDATE ON public.order_events FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER order_events_no_truncate BEFORE TRUNCATE ON public.order_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER orders_queued AFTER INSERT OR UPDATE OF state ON public.orders FOR EACH ROW WHEN ((new.state = ANY (ARRAY['received'::text, 'unknown'::text]))) EXECUTE FUNCTION notify_orders();
