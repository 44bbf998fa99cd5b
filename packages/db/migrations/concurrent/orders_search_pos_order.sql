CREATE INDEX CONCURRENTLY IF NOT EXISTS "orders_search_pos_order" ON "orders" USING btree (search_id("pos_order_id") collate "C","received_at")
  WHERE "orders"."pos_order_id" is not null;
