CREATE INDEX CONCURRENTLY IF NOT EXISTS "orders_search_phone" ON "orders" USING btree (search_phone("guest_phone") collate "C")
  WHERE "orders"."guest_phone" is not null;
