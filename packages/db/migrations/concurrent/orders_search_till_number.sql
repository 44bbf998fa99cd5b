CREATE INDEX CONCURRENTLY IF NOT EXISTS "orders_search_till_number" ON "orders" USING btree (search_number("pos_order_id") collate "C","received_at")
  WHERE "orders"."pos_order_id" is not null;
