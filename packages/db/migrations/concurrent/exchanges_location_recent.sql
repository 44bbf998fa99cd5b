CREATE INDEX CONCURRENTLY IF NOT EXISTS "exchanges_location_recent" ON "exchanges" USING btree ("location_id","at","id")
  WHERE "exchanges"."location_id" is not null;
