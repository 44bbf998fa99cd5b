CREATE INDEX CONCURRENTLY IF NOT EXISTS "exchanges_validates" ON "exchanges" USING btree ("at","id")
  WHERE "exchanges"."operation" = 'validate_order' and "exchanges"."connection_id" is not null;
