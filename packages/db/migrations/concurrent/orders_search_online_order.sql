CREATE INDEX CONCURRENTLY IF NOT EXISTS "orders_search_online_order" ON "orders" USING btree (search_id("online_order_id") collate "C","received_at")
  WHERE "orders"."online_order_id" is not null;
