CREATE INDEX CONCURRENTLY IF NOT EXISTS "orders_search_total" ON "orders" USING btree (search_hundredths("grand_total_cents", "currency"),"received_at");
