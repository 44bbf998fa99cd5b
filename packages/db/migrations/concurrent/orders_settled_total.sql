CREATE INDEX CONCURRENTLY IF NOT EXISTS "orders_settled_total" ON "orders" USING btree (search_hundredths("grand_total_cents", "currency"),"received_at","id")
  WHERE "orders"."final_at" is not null;
