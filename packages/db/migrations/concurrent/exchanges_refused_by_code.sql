CREATE INDEX CONCURRENTLY IF NOT EXISTS "exchanges_refused_by_code" ON "exchanges" USING btree (coalesce("code", '') collate "C","at","id")
  WHERE "exchanges"."operation" = 'submit_order' and "exchanges"."order_id" is null and "exchanges"."connection_id" is not null;
