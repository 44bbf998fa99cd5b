CREATE INDEX CONCURRENTLY IF NOT EXISTS "orders_cause" ON "orders" USING btree (split_part("cause", ':', 1),"received_at","id")
  WHERE "orders"."cause" is not null;
