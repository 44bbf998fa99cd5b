CREATE INDEX CONCURRENTLY IF NOT EXISTS "order_keys_search" ON "order_keys" USING btree (search_id("request_uid") collate "C");
