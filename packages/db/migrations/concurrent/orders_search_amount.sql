CREATE INDEX CONCURRENTLY IF NOT EXISTS "orders_search_amount" ON "orders" USING btree ("grand_total_cents","received_at");
