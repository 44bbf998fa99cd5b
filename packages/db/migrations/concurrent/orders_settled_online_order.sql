CREATE INDEX CONCURRENTLY IF NOT EXISTS "orders_settled_online_order" ON "orders" USING btree (search_id("online_order_id") collate "C","received_at")
  WHERE "orders"."final_at" is not null and "orders"."online_order_id" is not null;
