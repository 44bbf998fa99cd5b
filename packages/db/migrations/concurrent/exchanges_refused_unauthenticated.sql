CREATE INDEX CONCURRENTLY IF NOT EXISTS "exchanges_refused_unauthenticated" ON "exchanges" USING btree ("at","id")
  WHERE "exchanges"."operation" = 'submit_order' and "exchanges"."order_id" is null and "exchanges"."connection_id" is null;
