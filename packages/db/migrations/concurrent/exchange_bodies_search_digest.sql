CREATE INDEX CONCURRENTLY IF NOT EXISTS "exchange_bodies_search_digest" ON "exchange_bodies" USING btree (lower("request_headers" ->> 'x-pch-digest') collate "C")
  WHERE "exchange_bodies"."request_headers" ->> 'x-pch-digest' is not null;
