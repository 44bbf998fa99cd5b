CREATE INDEX CONCURRENTLY IF NOT EXISTS "order_events_feed" ON "order_events" USING btree ("tx")
  WHERE "order_events"."tx" is not null;
