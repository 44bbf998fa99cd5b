CREATE INDEX CONCURRENTLY IF NOT EXISTS "exchanges_feed" ON "exchanges" USING btree ("tx")
  WHERE "exchanges"."tx" is not null;
