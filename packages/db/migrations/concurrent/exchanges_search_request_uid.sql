CREATE INDEX CONCURRENTLY IF NOT EXISTS "exchanges_search_request_uid" ON "exchanges" USING btree (search_id("request_uid") collate "C","at")
  WHERE "exchanges"."operation" = 'submit_order' and "exchanges"."order_id" is null;
