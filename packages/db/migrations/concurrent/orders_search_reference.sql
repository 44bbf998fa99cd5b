CREATE INDEX CONCURRENTLY IF NOT EXISTS "orders_search_reference" ON "orders" USING btree ("pos_reference");
