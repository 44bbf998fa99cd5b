CREATE INDEX CONCURRENTLY IF NOT EXISTS "exchanges_search_ends" ON "exchanges" USING gin (search_ends("online_order_id", "request_uid"))
  WHERE "exchanges"."operation" = 'submit_order' and "exchanges"."order_id" is null;
