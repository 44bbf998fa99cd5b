-- What the newest orders of a common name, ending or amount are found by. As in 0009_search, the indexes that use
-- these functions are built apart, and those that they replace are dropped then: see src/migrate-indexes.ts.

-- The spans of time that a moment lies in: six sizes, from 2^12 seconds (68 minutes) on, each four times the one
-- before; a span's number * 8 + its size. spansFrom of orders/spans.ts names them alike.
CREATE FUNCTION search_spans(at timestamptz) RETURNS int[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  s bigint := floor(date_part('epoch', at - timestamptz '1970-01-01 00:00:00+00'));
BEGIN
  RETURN ARRAY[(s >> 12) * 8, (s >> 14) * 8 + 1, (s >> 16) * 8 + 2, (s >> 18) * 8 + 3, (s >> 20) * 8 + 4, (s >> 22) * 8 + 5];
END $$;
--> statement-breakpoint
-- The words of a name, and the name without spaces from each word on, so that O'Brien, OBrien and "o brien" are one.
CREATE FUNCTION search_keys(value text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT string_to_array(btrim(public.search_name(value)), ' ')
$$;
--> statement-breakpoint
-- What an order number and its groups end with: the last four characters (#0142), and those before them (5#5, 6#5),
-- so that longer ends are told apart. Of the groups of a request uid the last four characters, as they are.
CREATE FUNCTION search_ends(online_order_id text, request_uid text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
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
END $$;
--> statement-breakpoint
-- An amount in hundredths: minor units of most currencies, whole units times 100 of those without decimals. These
-- are WITHOUT_DECIMALS of packages/limits.
CREATE FUNCTION search_hundredths(cents int, currency text) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE WHEN currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF')
    THEN cents * 100::bigint ELSE cents::bigint END
$$;
