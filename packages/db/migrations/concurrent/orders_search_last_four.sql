CREATE INDEX CONCURRENTLY IF NOT EXISTS "orders_search_last_four" ON "orders" USING btree ("left"(search_phone("guest_phone"), 4) collate "C","received_at")
  WHERE "orders"."guest_phone" is not null;
