CREATE INDEX CONCURRENTLY IF NOT EXISTS "orders_settled_last_four" ON "orders" USING btree ("left"(search_phone("guest_phone"), 4) collate "C","received_at")
  WHERE "orders"."final_at" is not null and "orders"."guest_phone" is not null;
