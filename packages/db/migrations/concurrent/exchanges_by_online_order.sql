CREATE INDEX CONCURRENTLY IF NOT EXISTS "exchanges_by_online_order" ON "exchanges" USING btree ("online_order_id")
  WHERE "exchanges"."online_order_id" is not null;
