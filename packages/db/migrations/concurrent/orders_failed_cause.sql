CREATE INDEX CONCURRENTLY IF NOT EXISTS "orders_failed_cause" ON "orders" USING btree ("state","ambiguous",split_part("cause", ':', 1) collate "C","received_at","id")
  WHERE "orders"."state" in ('rejected', 'errored');
