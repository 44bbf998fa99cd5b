CREATE INDEX CONCURRENTLY IF NOT EXISTS "orders_settled_phone" ON "orders" USING btree (search_phone("guest_phone") collate "C")
  WHERE "orders"."final_at" is not null and "orders"."guest_phone" is not null;
