CREATE INDEX CONCURRENTLY IF NOT EXISTS "exchanges_search_location" ON "exchanges" USING btree (search_id("par_location_id") collate "C","at")
  WHERE "exchanges"."operation" = 'submit_order' and "exchanges"."order_id" is null;
