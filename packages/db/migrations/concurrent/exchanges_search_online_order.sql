CREATE INDEX CONCURRENTLY IF NOT EXISTS "exchanges_search_online_order" ON "exchanges" USING btree (search_id("online_order_id") collate "C","at")
  WHERE "exchanges"."operation" = 'submit_order' and "exchanges"."order_id" is null;
